package org.mimika.server.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses tokens: so many failures at once, then one every few seconds, for each address and for all
 * together. What an address has failed is forgotten as time passes; a success forgets nothing of others.
 *
 * <p>An address that a right secret came from lately is not held back by what others fail: whoever guesses from many
 * addresses locks nobody out who was in. Nor does one address hold back another.
 *
 * <p>The check runs while nobody else's does, so that guesses made at the same moment are counted before the next. An
 * IPv6 guesser owns a whole /64, which counts as one address. At most {@value #MOST_ADDRESSES} addresses are kept, the
 * longest untouched forgotten first: with more, the limit for all together holds. Safe for use by several threads.
 */
public final class LoginLimiter {
    /** How many addresses are kept. */
    public static final int MOST_ADDRESSES = 4096;

    private static final int OWN_FAILURES = 10;
    private static final Duration OWN_PAUSE = Duration.ofSeconds(6);
    private static final int ALL_FAILURES = 200;
    private static final Duration ALL_PAUSE = Duration.ofMillis(500);

    private final LongSupplier nanoClock;
    private final Bucket all;
    private final Map<String, Bucket> addresses = new Bounded<>();
    private final Map<String, Boolean> admitted = new Bounded<>();

    /**
     * What came of an attempt.
     *
     * @param admitted whether the secret was right, and the attempt allowed
     * @param pause how long to wait before the next attempt is looked at; zero if this one was
     */
    public record Outcome(boolean admitted, Duration pause) {
        /** Whether the attempt was not even looked at. */
        public boolean limited() {
            return !pause.isZero();
        }
    }

    /** A limiter by the system's clock. */
    public LoginLimiter() {
        this(System::nanoTime);
    }

    /** A limiter by a clock of nanoseconds that never goes back. */
    public LoginLimiter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.all = new Bucket(ALL_FAILURES, ALL_PAUSE.toNanos(), nanoClock.getAsLong());
    }

    /**
     * Looks at an attempt, unless its address or all together have failed too often.
     *
     * @param remote the number of the address that asks, as the server reports it
     * @param matches whether the secret is right; quick, and not called if the attempt is not looked at
     */
    public synchronized Outcome attempt(String remote, BooleanSupplier matches) {
        long now = nanoClock.getAsLong();
        String key = owner(remote);
        Bucket own = addresses.get(key);
        long others = admitted.containsKey(key) ? 0 : all.pause(now);
        long wait = Math.max(others, own == null ? 0 : own.pause(now));
        if (wait > 0) {
            return new Outcome(false, Duration.ofNanos(wait));
        }
        boolean right = matches.getAsBoolean();
        if (right) {
            admitted.put(key, true);
        } else {
            all.fail(now);
            addresses
                    .computeIfAbsent(key, k -> new Bucket(OWN_FAILURES, OWN_PAUSE.toNanos(), now))
                    .fail(now);
        }
        return new Outcome(right, Duration.ZERO);
    }

    /** How many addresses that failed are kept now. */
    synchronized int kept() {
        return addresses.size();
    }

    /**
     * Whose an address is: that of an IPv6 /64 for all of it, any other for itself.
     *
     * @param remote the number of an address, as the server reports it: IPv6 in brackets, and with the scope of one on
     *     the link
     */
    public static String owner(String remote) {
        InetAddress address =
                Literals.parse(remote.replaceAll("^\\[|%.*|]$", "")).orElse(null);
        if (address == null) {
            return remote;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? Literals.plain(address)
                : Literals.plain(Literals.ofBytes(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)));
    }

    /** Forgets what was longest untouched. */
    private static final class Bounded<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST_ADDRESSES;
        }
    }

    /** Failures that drain away, one each {@code pauseNanos}. */
    private static final class Bucket {
        private final long capacityNanos;
        private final long pauseNanos;
        private long emptyAt;

        Bucket(int failures, long pauseNanos, long now) {
            this.capacityNanos = failures * pauseNanos;
            this.pauseNanos = pauseNanos;
            this.emptyAt = now;
        }

        /** How long until one more failure fits; 0 if it does. */
        long pause(long now) {
            return Math.max(0, emptyAt - now + pauseNanos - capacityNanos);
        }

        void fail(long now) {
            emptyAt = (emptyAt - now > 0 ? emptyAt : now) + pauseNanos;
        }
    }
}
