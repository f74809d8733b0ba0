package org.mimika.learn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

/**
 * Reads faces from folders of images, one sub-folder per class, named by the class ({@code angry}, also
 * {@code anger}, or its number, {@code 0}). Every class folder may be absent, but not all.
 *
 * <p>Class folders stand in the root, or in folders by split:
 *
 * <table>
 * <caption>Folder names, in any case, and the split that their faces go to</caption>
 * <tr><td>{@code train}, {@code training}</td><td>Training</td></tr>
 * <tr><td>{@code validation}, {@code valid}, {@code val}, {@code publictest}, {@code public_test}</td>
 *     <td>PublicTest</td></tr>
 * <tr><td>{@code privatetest}, {@code private_test}</td><td>PrivateTest</td></tr>
 * <tr><td>{@code test}</td><td>PrivateTest where there is a folder of PublicTest too; else PublicTest</td></tr>
 * </table>
 *
 * <p>Class folders in the root go by the root's own name if it is one of those, else to Training. Kaggle's folders
 * mix PublicTest and PrivateTest in {@code test}, under file names that tell: a file named {@code PrivateTest_...} or
 * {@code PublicTest_...} outside a train folder belongs to that split.
 *
 * <p>Images are read as {@link FaceImage} says. The order is by split folder, class and file name, the same
 * everywhere.
 */
public final class ClassFolders {
    private static final Map<String, Split> SPLIT_NAMES = Map.ofEntries(
            Map.entry("train", Split.TRAINING),
            Map.entry("training", Split.TRAINING),
            Map.entry("validation", Split.PUBLIC_TEST),
            Map.entry("valid", Split.PUBLIC_TEST),
            Map.entry("val", Split.PUBLIC_TEST),
            Map.entry("publictest", Split.PUBLIC_TEST),
            Map.entry("public_test", Split.PUBLIC_TEST),
            Map.entry("test", Split.PUBLIC_TEST),
            Map.entry("privatetest", Split.PRIVATE_TEST),
            Map.entry("private_test", Split.PRIVATE_TEST));

    private static final Map<String, Emotion> CLASS_NAMES = classNames();

    private final Path root;
    private final List<Source> sources = new ArrayList<>();

    /** One image to read. */
    private record Source(Path file, Emotion label, Split split) {}

    /** One image that was read. */
    private record Face(Source source, byte[] pixels) {}

    private ClassFolders(Path root) {
        this.root = root;
    }

    /**
     * Reads all images below a folder, several at a time.
     *
     * @throws MimikaException if there are no class folders, a folder is of no known class, or a file is no image;
     *     the message names it
     */
    public static FaceSet read(Path root) {
        try {
            ClassFolders folders = new ClassFolders(root);
            folders.list();
            return folders.decode();
        } catch (IOException e) {
            throw new MimikaException("cannot read " + root + ": " + MimikaException.reason(e), e);
        }
    }

    private void list() throws IOException {
        List<Path> children = folders(root);
        List<Path> splits = children.stream()
                .filter(folder -> SPLIT_NAMES.containsKey(name(folder)))
                .toList();
        if (splits.isEmpty()) {
            Split own = SPLIT_NAMES.get(name(root.toAbsolutePath().normalize()));
            listClasses(children, own == null ? Split.TRAINING : own, own == Split.TRAINING);
        } else if (splits.size() < children.size()) {
            Path other = children.stream()
                    .filter(folder -> !splits.contains(folder))
                    .findFirst()
                    .orElseThrow();
            throw new MimikaException(other + " is neither of train, validation and test, which stand beside it");
        } else {
            listSplits(splits);
        }
        if (sources.isEmpty()) {
            throw new MimikaException(root + " holds no class folders with images: expected sub-folders named "
                    + String.join(
                            ", ", Emotion.all().stream().map(Emotion::label).toList())
                    + ", in it or in train/ and test/, or a fer2013.csv");
        }
    }

    private void listSplits(List<Path> folders) throws IOException {
        boolean validation = folders.stream()
                .map(ClassFolders::name)
                .anyMatch(name -> !name.equals("test") && SPLIT_NAMES.get(name) == Split.PUBLIC_TEST);
        Map<Split, List<Path>> bySplit = new EnumMap<>(Split.class);
        for (Path folder : folders) {
            Split named = SPLIT_NAMES.get(name(folder));
            Split split = name(folder).equals("test") && validation ? Split.PRIVATE_TEST : named;
            bySplit.computeIfAbsent(split, s -> new ArrayList<>()).add(folder);
        }
        for (Map.Entry<Split, List<Path>> entry : bySplit.entrySet()) {
            for (Path folder : entry.getValue()) {
                listClasses(folders(folder), entry.getKey(), entry.getKey() == Split.TRAINING);
            }
        }
    }

    private void listClasses(List<Path> folders, Split split, boolean training) throws IOException {
        Map<Emotion, List<Path>> byClass = new EnumMap<>(Emotion.class);
        for (Path folder : folders) {
            Emotion emotion = CLASS_NAMES.get(name(folder));
            if (emotion == null) {
                throw new MimikaException(folder + ": no class is called '" + folder.getFileName()
                        + "'; expected folders named "
                        + String.join(
                                ", ", Emotion.all().stream().map(Emotion::label).toList()));
            }
            byClass.computeIfAbsent(emotion, e -> new ArrayList<>()).add(folder);
        }
        for (Map.Entry<Emotion, List<Path>> entry : byClass.entrySet()) {
            for (Path folder : entry.getValue()) {
                for (Path file : children(folder)) {
                    sources.add(new Source(file, entry.getKey(), training ? split : splitOf(file, split)));
                }
            }
        }
    }

    private static Split splitOf(Path file, Split otherwise) {
        for (Split split : List.of(Split.PUBLIC_TEST, Split.PRIVATE_TEST)) {
            if (file.getFileName().toString().startsWith(split.usage() + "_")) {
                return split;
            }
        }
        return otherwise;
    }

    private FaceSet decode() {
        List<Face> faces = sources.parallelStream()
                .map(source -> new Face(source, FaceImage.read(source.file())))
                .toList();
        FaceSet.Builder builder = new FaceSet.Builder();
        for (Face face : faces) {
            Source source = face.source();
            builder.add(
                    face.pixels(),
                    source.label(),
                    source.split(),
                    root.relativize(source.file()).toString());
        }
        return builder.build();
    }

    private static List<Path> folders(Path folder) throws IOException {
        return children(folder).stream().filter(Files::isDirectory).toList();
    }

    /** What a folder holds, by name; without what systems leave in folders unseen. */
    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !isUnseen(child.getFileName().toString()))
                    .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean isUnseen(String name) {
        return name.startsWith(".")
                || name.equals("__MACOSX")
                || name.equalsIgnoreCase("Thumbs.db")
                || name.equalsIgnoreCase("desktop.ini");
    }

    private static String name(Path folder) {
        return Optional.ofNullable(folder.getFileName())
                .map(name -> name.toString().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static Map<String, Emotion> classNames() {
        Map<String, Emotion> names = new HashMap<>();
        for (Emotion emotion : Emotion.all()) {
            names.put(emotion.label(), emotion);
            names.put(String.valueOf(emotion.ordinal()), emotion);
        }
        names.put("anger", Emotion.ANGRY);
        names.put("disgusted", Emotion.DISGUST);
        names.put("fearful", Emotion.FEAR);
        names.put("happiness", Emotion.HAPPY);
        names.put("sadness", Emotion.SAD);
        names.put("surprised", Emotion.SURPRISE);
        return Map.copyOf(names);
    }
}
