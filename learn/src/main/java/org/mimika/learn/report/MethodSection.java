package org.mimika.learn.report;

import java.util.List;
import java.util.stream.Stream;

/** How the figures were made and are to be read. */
final class MethodSection {
    private MethodSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        List<Rich> items = Stream.of(
                        "interval", "test", "time", "calibration", "explanations", "protocol", "paper", "files")
                .map(item -> texts.rich("method." + item))
                .toList();
        return new Section("method", texts.get("method.title"), List.of(new Block.Bullets(items)));
    }
}
