package org.mimika.video.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/**
 * The pictures of a folder, not of its sub-folders, as separate pictures in the natural order of their names (2 before
 * 10), each a second after the one before. A file that does not decode is skipped and counted; it keeps its index.
 */
final class PictureFolder implements FrameSource {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff");
    private static final long MILLIS_EACH = 1000;

    private final List<Path> files;
    private final SourceOptions options;
    private final SourceInfo info;
    private Picture first;
    private int position;
    private long skipped;

    PictureFolder(Path folder, SourceOptions options) {
        this.files = pictures(folder);
        this.options = options;
        if (files.isEmpty()) {
            throw new MimikaException(folder + " is a folder without pictures: expected files named "
                    + String.join(
                            ", ", SUFFIXES.stream().sorted().map(s -> "*." + s).toList()));
        }
        first = next();
        if (first == null) {
            throw new MimikaException(folder + ": none of its " + files.size() + " pictures can be decoded");
        }
        info = new SourceInfo(
                folder.toString(), SourceInfo.Kind.PICTURES, first.width(), first.height(), 1, files.size());
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> SUFFIXES.contains(suffix(file)) && Files.isRegularFile(file))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString(), NaturalOrder.INSTANCE))
                    .toList();
        } catch (IOException e) {
            throw new MimikaException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public Frame read() {
        if (first != null) {
            Picture picture = first;
            first = null;
            return picture;
        }
        return next();
    }

    private Picture next() {
        while (position < files.size()) {
            int index = position++;
            try {
                return new Picture(Sources.file(files.get(index).toString(), files.get(index), options), index);
            } catch (MimikaException e) {
                skipped++;
            }
        }
        return null;
    }

    @Override
    public void close() {
        if (first != null) {
            first.close();
            first = null;
        }
    }

    /** The first frame of a picture's file, which it closes together with itself. */
    private static final class Picture extends ForwardingFrame {
        private final FrameSource file;
        private final int index;

        Picture(FrameSource file, int index) {
            super(file.read());
            this.file = file;
            this.index = index;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long ptsMillis() {
            return index * MILLIS_EACH;
        }

        @Override
        public void close() {
            super.close();
            file.close();
        }
    }
}
