package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/server.md} tells people to type, in its order. */
class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("../docs/server.md");
    private static final Pattern EXAMPLE = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    /** An answer that is an error fails the script; each answer begins on a line of its own. */
    private static final String RULES =
            "set -euo pipefail\ncurl() { command curl -sS --fail-with-body --noproxy '*' -w '\\n' \"$@\"; }\n";

    @TempDir
    private Path folder;

    @Test
    void everyExampleWorks() throws IOException, InterruptedException {
        assumeTrue(installed("bash") && installed("curl"), "bash and curl are not both installed");
        String page = Files.readString(PAGE);
        List<String> examples = EXAMPLE.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```bash".length(), block.length() - "```".length()))
                .toList();
        assertEquals(
                count(page, "curl "),
                examples.stream().mapToLong(one -> count(one, "curl ")).sum());
        assertTrue(examples.size() >= 6, () -> "examples are missing: " + examples.size());
        Files.write(folder.resolve("photo.jpg"), Fixtures.portrait());
        try (MimikaServer server = new MimikaServer(
                Fixtures.options(Fixtures.options().web(), Optional.of(folder.resolve("sessions.duckdb"))))) {
            String script = RULES
                    + examples.stream()
                            .map(String::stripIndent)
                            .collect(Collectors.joining("\n"))
                            .replace("127.0.0.1:7070", server.address().getAuthority());
            String said = run(script);
            assertTrue(said.contains("\"session\":1") && said.contains("\"emotion\":\"happy\""), said);
        }
        for (String name :
                List.of("results.csv", "results.jsonl", "results.parquet", "session.parquet", "openapi.json")) {
            assertTrue(Files.size(folder.resolve(name)) > 50, name);
        }
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MIMIKA_TOKEN", "not asked for here");
        Process bash = builder.start();
        try {
            assertTrue(bash.waitFor(120, TimeUnit.SECONDS), "the examples hang");
        } finally {
            bash.destroyForcibly();
        }
        String said = Files.readString(output, UTF_8);
        assertEquals(0, bash.exitValue(), said);
        return said;
    }

    private static long count(String text, String word) {
        return Pattern.compile(Pattern.quote(word)).matcher(text).results().count();
    }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
