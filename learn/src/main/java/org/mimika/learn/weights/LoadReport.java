package org.mimika.learn.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a file's tensors and of a network's parameters.
 *
 * @param file that was read
 * @param title what it holds
 * @param grown whether the parameters are not the file's own, but made of them so that the network answers the same
 * @param loaded our parameters that are as in the file
 * @param adapted our parameters that were changed to fit, and how
 * @param skipped the file's tensors that were left out, and why
 * @param missing our parameters that keep their start, and why
 */
public record LoadReport(
        Path file,
        String title,
        boolean grown,
        List<String> loaded,
        Map<String, String> adapted,
        Map<String, String> skipped,
        Map<String, String> missing) {
    private static final int SHOWN = 4;

    /** Copies. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        adapted = new LinkedHashMap<>(adapted);
        skipped = new LinkedHashMap<>(skipped);
        missing = new LinkedHashMap<>(missing);
    }

    /** Whether nothing of the network itself begins anew, only what may be trained beside it. */
    public boolean isWhole(String root) {
        return missing.keySet().stream().noneMatch(name -> name.startsWith(root));
    }

    /** Whether the file holds this very network: none of its parameters is lacking, of another shape or over. */
    public boolean isExact(String root) {
        return isWhole(root)
                && adapted.isEmpty()
                && skipped.values().stream().allMatch(OwnNaming.OF_THE_TRAINING::equals);
    }

    /** A few lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (grown) {
            lines.add(file + " holds " + title + ": this network is grown from it and answers as it does");
            return lines;
        }
        lines.add(file + " holds " + title + ": " + loaded.size() + " parameters loaded, " + adapted.size()
                + " adapted, " + missing.size() + " begin anew, " + skipped.size() + " of the file's left out");
        group("adapted", adapted, lines);
        group("begins anew", missing, lines);
        group("left out", skipped, lines);
        return lines;
    }

    /** One line for each reason, with the first few names. */
    private static void group(String what, Map<String, String> reasons, List<String> lines) {
        Map<String, List<String>> names = new TreeMap<>();
        reasons.forEach((name, why) ->
                names.computeIfAbsent(why, w -> new ArrayList<>()).add(name));
        names.forEach((why, all) -> lines.add("  " + what + " (" + why + "): "
                + String.join(", ", all.subList(0, Math.min(SHOWN, all.size())))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "")));
    }
}
