package org.mimika.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.mimika.learn.data.DataReport;

/** A {@link DataReport} for people. */
final class DataReportTable {
    private static final int SHOWN = 10;

    private final DataReport report;

    DataReportTable(DataReport report) {
        this.report = report;
    }

    void print(PrintStream out) {
        out.println(report.faces() + " faces");
        out.println();
        counts(out);
        out.println();
        blank(out);
        out.println();
        duplicates(out);
        out.println();
        disagreements(out);
    }

    private void counts(PrintStream out) {
        row(out, "", List.copyOf(report.splits().get(0).byClass().keySet()), "all");
        for (DataReport.SplitCount split : report.splits()) {
            row(out, split.split(), List.copyOf(split.byClass().values()), split.faces());
        }
    }

    private static void row(PrintStream out, String name, List<?> cells, Object last) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%9s", cell)));
        out.println(line.append(String.format(Locale.ROOT, "%9s", last)));
    }

    private void blank(PrintStream out) {
        List<DataReport.Face> images = report.blank().images();
        out.printf(
                Locale.ROOT,
                "Blank images (grey levels deviate by less than %.0f): %d%s%n",
                report.blank().deviationBelow(),
                images.size(),
                images.isEmpty() ? "" : " - " + shortened(images));
    }

    private void duplicates(PrintStream out) {
        DataReport.Duplicates exact = report.exactDuplicates();
        DataReport.Duplicates near = report.nearDuplicates();
        out.printf(Locale.ROOT, "%-44s%9s%9s%n", "Duplicates, without the blank images", "exact", "near");
        figure(out, "groups", DataReport.Duplicates::groups);
        figure(out, "  whose labels disagree", DataReport.Duplicates::groupsWithLabelsThatDisagree);
        figure(out, "  across splits", DataReport.Duplicates::groupsAcrossSplits);
        figure(out, "faces in groups", DataReport.Duplicates::faces);
        figure(out, "faces too many", DataReport.Duplicates::surplus);
        for (int i = 0; i < exact.overlaps().size(); i++) {
            DataReport.Overlap first = exact.overlaps().get(i);
            DataReport.Overlap second = near.overlaps().get(i);
            String name = first.split().equals(first.alsoIn())
                    ? first.split() + " faces with a twin there"
                    : first.split() + " faces also in " + first.alsoIn();
            line(out, name, first.faces(), second.faces());
            line(out, "  under another label", first.labelsDisagree(), second.labelsDisagree());
        }
        out.printf(
                Locale.ROOT,
                "near: pixels correlate by %.2f or more, directly or through others; the exact ones are among them%n",
                near.minCorrelation());
    }

    private void figure(PrintStream out, String name, ToIntFunction<DataReport.Duplicates> figure) {
        line(out, name, figure.applyAsInt(report.exactDuplicates()), figure.applyAsInt(report.nearDuplicates()));
    }

    private static void line(PrintStream out, String name, int exact, int near) {
        out.printf(Locale.ROOT, "%-44s%9d%9d%n", name, exact, near);
    }

    private void disagreements(PrintStream out) {
        List<DataReport.Group> groups = report.nearDuplicates().members().stream()
                .filter(DataReport.Group::labelsDisagree)
                .toList();
        if (groups.isEmpty()) {
            out.println("No duplicates disagree about their label.");
            return;
        }
        out.println("Duplicates whose labels disagree"
                + (groups.size() > SHOWN ? ", the first " + SHOWN + " of " + groups.size() + " (all with --json)" : "")
                + ":");
        groups.stream().limit(SHOWN).forEach(group -> out.println("  " + shortened(group.faces())));
    }

    private static String shortened(List<DataReport.Face> faces) {
        String text = faces.stream()
                .limit(SHOWN)
                .map(face -> face.split() + " " + face.origin() + " " + face.label())
                .collect(Collectors.joining(", "));
        return faces.size() > SHOWN ? text + ", and " + (faces.size() - SHOWN) + " more" : text;
    }
}
