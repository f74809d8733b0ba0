package org.mimika.learn.report;

import java.util.List;
import java.util.Optional;
import org.mimika.learn.compare.Timing;

/**
 * Which network to deploy: the most accurate, or the fastest of those that are faster by more than chance and less
 * accurate by no more than chance.
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
        /** The most accurate; nothing is faster by more than chance. */
        BOTH,
        /** The most accurate; what is faster by more than chance is less accurate by more than chance. */
        ACCURATE,
        /** Faster than the best by more than chance, and not less accurate by more than chance. */
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
        Timing bestTime = material.latency(best).orElseThrow();
        List<String> faster = byLatency.stream()
                .filter(name -> Material.shorter(material.latency(name).orElseThrow(), bestTime))
                .toList();
        String chosen = faster.stream()
                .filter(name -> !material.pair(best, name).orElseThrow().significant())
                .findFirst()
                .orElse(best);
        Reason reason = !chosen.equals(best) ? Reason.TIED : faster.isEmpty() ? Reason.BOTH : Reason.ACCURATE;
        return new Advice(chosen, reason, best, fastest);
    }
}
