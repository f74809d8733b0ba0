package org.mimika.bench.cases;

import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.detect.BlazeFaceDetector;
import org.mimika.video.detect.BlazeFaceModel;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/** Finding the faces of the clip's first frame: scaling, the network, and reading its answer. */
public final class DetectorWorkload implements Workload {
    private final FrameSource source;
    private final Frame frame;
    private final BlazeFaceDetector detector;

    /**
     * Opens the clip and one thread's detector.
     *
     * @throws MimikaException if the clip has no frame
     */
    public DetectorWorkload(String clip, BlazeFaceModel model) {
        detector = new BlazeFaceDetector(model, 1);
        try {
            source = Sources.open(clip, SourceOptions.DEFAULTS);
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
        frame = source.read();
        if (frame == null) {
            source.close();
            detector.close();
            throw new MimikaException(clip + " has no frame to look for faces in");
        }
    }

    @Override
    public int run() {
        detector.detect(frame);
        return 1;
    }

    @Override
    public void close() {
        detector.close();
        frame.close();
        source.close();
    }
}
