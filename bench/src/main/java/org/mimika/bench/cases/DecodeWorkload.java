package org.mimika.bench.cases;

import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/** Decoding the whole clip and doing nothing with it. */
public record DecodeWorkload(String clip) implements Workload {
    @Override
    public int run() {
        int frames = 0;
        try (FrameSource source = Sources.open(clip, SourceOptions.DEFAULTS)) {
            for (Frame frame = source.read(); frame != null; frame = source.read()) {
                frame.close();
                frames++;
            }
        }
        return frames;
    }

    @Override
    public void close() {}
}
