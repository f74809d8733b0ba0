package org.mimika.learn.report;

import java.util.List;
import java.util.Optional;

/**
 * Which network to deploy: of those whose accuracy the test cannot tell from the best, the fastest.
 *
 * @param model its name
 * @param reason why this one
 * @param best the most accurate, by the figures alone
 * @param fastest the fastest of all; empty if none was timed
 */
record Advice(String model, Reason reason, String best, Optional<String> fastest) {
    /** Why a network is advised. */
    enum Reason {
        /** It is the only one. */
        ONLY,
        /** Most accurate and fastest. */
        BOTH,
        /** The most accurate; what is faster is less accurate by more than chance. */
        ACCURATE,
        /** Faster than the best, and not less accurate by more than chance. */
        TIED,
        /** The most accurate; no time was measured. */
        UNTIMED
    }

    static Advice of(Material material) {
        List<String> byAccuracy = material.report().verdict().byAccuracy();
        List<String> byLatency = material.report().verdict().byLatency();
        String best = byAccuracy.get(0);
        Optional<String> fastest = byLatency.stream().findFirst();
        if (byAccuracy.size() == 1) {
            return new Advice(best, Reason.ONLY, best, fastest);
        }
        if (!byLatency.contains(best)) {
            return new Advice(best, Reason.UNTIMED, best, fastest);
        }
        String chosen = byLatency.stream()
                .filter(name -> name.equals(best)
                        || material.pair(best, name)
                                .map(test -> !test.significant())
                                .orElse(false))
                .findFirst()
                .orElse(best);
        Reason reason =
                !chosen.equals(best) ? Reason.TIED : best.equals(byLatency.get(0)) ? Reason.BOTH : Reason.ACCURATE;
        return new Advice(chosen, reason, best, fastest);
    }
}
