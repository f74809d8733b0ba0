package org.mimika.learn.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.ChartPicture;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.ReportJson;

/**
 * A report's files: {@code index.html}, which needs none of the others, {@code report.md}, {@code report.json}, and
 * {@code charts/} with every chart as SVG and PNG. The same report in the same language gives the same bytes. Immutable.
 */
public final class RenderedReport {
    private static final String PAGE = "index.html";
    private static final String MARKDOWN = "report.md";
    private static final String JSON = "report.json";
    private static final String CHARTS = "charts";

    private final Map<String, byte[]> files;

    private RenderedReport(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Writes the report's files in memory, so that one that fails leaves nothing half-written. */
    public static RenderedReport of(Report report, Language language) {
        return of(report, Texts.of(language));
    }

    static RenderedReport of(Report report, Texts texts) {
        Material material = new Material(report, texts);
        List<Section> sections = sections(material);
        HtmlPage.Heading heading = heading(material);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(PAGE, bytes(HtmlPage.of(heading, sections, texts)));
        files.put(MARKDOWN, bytes(MarkdownPage.of(heading, sections, texts)));
        files.put(JSON, bytes(ReportJson.text(report) + "\n"));
        for (Chart chart : charts(sections)) {
            files.put(CHARTS + "/" + chart.id() + ".svg", bytes(chart.file()));
            files.put(CHARTS + "/" + chart.id() + ".png", ChartPicture.png(chart));
        }
        return new RenderedReport(files);
    }

    /** What the report says, in order; parts without anything to say are left out. */
    static List<Section> sections(Material material) {
        return Stream.of(
                        SummarySection.of(material),
                        AccuracySection.of(material),
                        SpeedSection.of(material),
                        CostSection.of(material),
                        SignificanceSection.of(material),
                        TrainingSection.of(material),
                        ClassesSection.of(material),
                        CalibrationSection.of(material),
                        DisagreementSection.of(material),
                        RobustnessSection.of(material),
                        DataSection.of(material),
                        ProvenanceSection.of(material),
                        MethodSection.of(material))
                .filter(section -> !section.blocks().isEmpty())
                .toList();
    }

    static List<Chart> charts(List<Section> sections) {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Charts.class::isInstance)
                .flatMap(block -> ((Block.Charts) block).charts().stream())
                .toList();
    }

    private static HtmlPage.Heading heading(Material material) {
        Texts texts = material.texts();
        Report report = material.report();
        String created = report.protocol().created().replace("T", " ").replace("Z", " UTC");
        return new HtmlPage.Heading(
                texts.get("page.title"),
                texts.get("page.line", material.names().size(), report.data().split(), material.n()),
                texts.get("page.made", report.environment().processor(), created),
                texts.get("page.foot", report.environment().mimika(), created));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The files' paths inside the folder, {@code index.html} first. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /**
     * A copy of a file's bytes.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public byte[] file(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("no file '" + path + "': expected one of " + files.keySet());
        }
        return bytes.clone();
    }

    /**
     * Checks, without touching anything, that a report can be written into a folder: that it is there and can be
     * written, or can be made. For whoever measures for long before there is a report.
     *
     * @param others names of folders in it that are written to as well
     * @throws MimikaException if not; the message says why
     */
    public static void requireWritable(Path folder, String... others) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        require(existing != null && Files.isDirectory(existing), folder, existing + " is not a folder");
        require(Files.isWritable(existing), folder, "permission denied at " + existing);
        for (String file : List.of(PAGE, MARKDOWN, JSON)) {
            require(!Files.isDirectory(folder.resolve(file)), folder, file + " in it is a folder");
        }
        for (String name : Stream.concat(Stream.of(CHARTS), Stream.of(others)).toList()) {
            Path inside = folder.resolve(name);
            require(!Files.exists(inside) || Files.isDirectory(inside), folder, name + " in it is not a folder");
            require(!Files.exists(inside) || Files.isWritable(inside), folder, "permission denied at " + inside);
        }
    }

    private static void require(boolean writable, Path folder, String otherwise) {
        if (!writable) {
            throw new MimikaException("cannot write the report to " + folder + ": " + otherwise);
        }
    }

    /**
     * Writes the files into a folder, which is made where it is missing: all of them under other names first, so that a
     * full disk spares what is there, then each in one step over the file of its name. Charts of an earlier report that
     * this one does not have are deleted.
     *
     * @return the files, {@code index.html} first
     * @throws MimikaException if one cannot be written
     */
    public List<Path> write(Path folder) {
        Map<Path, Path> byPart = new LinkedHashMap<>();
        try {
            try {
                boolean again = Files.exists(folder.resolve(JSON));
                Files.createDirectories(folder.resolve(CHARTS));
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Path path = folder.resolve(file.getKey());
                    Path part = path.resolveSibling("." + path.getFileName() + ".part");
                    byPart.put(part, path);
                    Files.write(part, file.getValue());
                }
                for (Map.Entry<Path, Path> part : byPart.entrySet()) {
                    Files.move(part.getKey(), part.getValue(), StandardCopyOption.REPLACE_EXISTING);
                }
                if (again) {
                    deleteStaleCharts(folder.resolve(CHARTS));
                }
            } finally {
                for (Path part : byPart.keySet()) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw new MimikaException(
                    "the report cannot be written into " + folder + ": " + MimikaException.reason(e), e);
        }
        return List.copyOf(byPart.values());
    }

    private void deleteStaleCharts(Path charts) throws IOException {
        try (Stream<Path> found = Files.list(charts)) {
            for (Path chart : found.toList()) {
                String name = chart.getFileName().toString();
                if (name.matches("[a-z0-9-]+\\.(svg|png)") && !files.containsKey(CHARTS + "/" + name)) {
                    Files.delete(chart);
                }
            }
        }
    }
}
