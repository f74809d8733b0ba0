package org.mimika.bench.cases;

import java.util.List;
import java.util.function.Supplier;
import org.mimika.core.ModelSource;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.train.Recipe;
import org.mimika.video.detect.BlazeFaceModel;

/** All that can be measured. */
public final class Cases {
    private static final int TRAINING_BATCH = 96;

    private Cases() {}

    /**
     * The cases, in the order of the report.
     *
     * @param model gives the classifier; asked only by the cases that need one
     * @param clip the video to decode and to analyse
     * @param network name in the zoo of the network to train
     */
    public static List<Case> of(Supplier<ModelSource> model, String clip, String network) {
        return List.of(
                new Case("classifier-1", "face", () -> new ClassifierWorkload(model.get(), 1)),
                new Case("classifier-8", "face", () -> new ClassifierWorkload(model.get(), 8)),
                new Case("classifier-32", "face", () -> new ClassifierWorkload(model.get(), 32)),
                new Case("detector-short", "frame", () -> new DetectorWorkload(clip, BlazeFaceModel.SHORT_RANGE)),
                new Case("detector-full", "frame", () -> new DetectorWorkload(clip, BlazeFaceModel.FULL_RANGE)),
                new Case("decode", "frame", () -> new DecodeWorkload(clip)),
                new Case("jpeg-encode", "picture", () -> new JpegEncodeWorkload(clip)),
                new Case("jpeg-decode", "picture", () -> new JpegDecodeWorkload(clip)),
                new Case("analyze", "frame", () -> new AnalyzeWorkload(clip, model.get())),
                new Case(
                        "train",
                        "face",
                        () -> new TrainingWorkload(
                                network,
                                TRAINING_BATCH,
                                TorchOps.Layout.CHANNELS_LAST,
                                Recipe.Precision.AUTO.isBf16(Device.CPU))),
                new Case(
                        "train-plain",
                        "face",
                        () -> new TrainingWorkload(network, TRAINING_BATCH, TorchOps.Layout.CONTIGUOUS, false)));
    }
}
