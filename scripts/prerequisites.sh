# Sourced by ./mimika and ./check: what this machine needs, found or named in one clear message.
# shellcheck shell=bash
set -o pipefail

# The major version of a java or javac program, or nothing where it does not run.
jdk_major() {
  "$1" -version 2>&1 | sed -nE 's/^(javac|.* version) "?(1\.)?([0-9]+).*/\3/p' | head -n 1
}

# The program $1 (java, javac) of JAVA_HOME where that is set, of PATH otherwise.
jdk_program() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/$1" ]; then
    printf '%s\n' "$JAVA_HOME/bin/$1"
  else
    command -v "$1" || true
  fi
}

# Prints the Debian packages that building lacks here, one a line; nothing where all is well.
missing_packages() {
  local javac major
  javac=$(jdk_program javac)
  major=$([ -n "$javac" ] && jdk_major "$javac")
  [ "${major:-0}" -ge 17 ] || echo openjdk-17-jdk-headless
  command -v mvn >/dev/null 2>&1 || echo maven
  command -v npm >/dev/null 2>&1 || echo npm
}

# Prints the Debian packages that testing lacks here besides, one a line: a browser for the dashboard's tests.
missing_test_packages() {
  [ -x /usr/bin/chromium ] || echo chromium
  [ -x /usr/bin/chromedriver ] || echo chromium-driver
}

# Runs Maven with its output in the log $1 and each module's name on stderr; a download that broke off is tried
# again, twice. Anything else that fails, fails at once. The remaining arguments go to Maven.
maven_logged() {
  local log=$1 attempt
  shift
  for attempt in 1 2 3; do
    if mvn -B "$@" </dev/null 2>&1 | tee "$log" |
      sed -nuE 's/^\[INFO\] Building Mimika ([a-z]+) .*/  \1/p' >&2; then
      return 0
    fi
    if [ "$attempt" = 3 ] || ! grep -qE \
      'Could not transfer|Connection (reset|timed out|refused)|Read timed out|Premature end|npm (ERR!|error).*(ECONN|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)' \
      "$log"; then
      return 1
    fi
    echo "A download broke off; attempt $((attempt + 1)) of 3 in 10 s." >&2
    sleep 10
  done
}
