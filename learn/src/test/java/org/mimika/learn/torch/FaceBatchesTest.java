package org.mimika.learn.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.FaceCrop;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

/** Training's faces against those that an ONNX file is evaluated on. */
class FaceBatchesTest {
    private static final FaceView FACES = faces().split(Split.TRAINING);

    @ParameterizedTest
    @CsvSource({"48,48,1", "48,48,3", "224,224,3", "96,96,1", "64,50,1", "40,40,1", "32,32,3", "7,48,1", "48,1,3"})
    void areWhatTheEvaluatorSees(int width, int height, int channels) {
        InputSpec spec = new InputSpec(width, height, channels, 0.449f, 0.226f, FaceCrop.FER2013);
        int[] order = {3, 0, 4, 1, 2};
        try (FaceBatches batches = new FaceBatches(FACES, spec, Device.CPU);
                PointerScope scope = new PointerScope()) {
            Tensor x = batches.tensor(order, 1, 4);
            assertArrayEquals(new long[] {3, channels, height, width}, x.shape());
            assertArrayEquals(evaluated(spec, 0, 4, 1), Device.values(x), 2e-5f);
        }
    }

    @Test
    void ofTheirOwnSizeTheyAreTheSameBitForBit() {
        InputSpec spec = new InputSpec(48, 48, 1, 0.508f, 0.255f, FaceCrop.FER2013);
        try (FaceBatches batches = new FaceBatches(FACES, spec, Device.CPU);
                PointerScope scope = new PointerScope()) {
            assertArrayEquals(
                    evaluated(spec, 0, 1, 2, 3, 4), Device.values(batches.tensor(new int[] {0, 1, 2, 3, 4}, 0, 5)));
        }
    }

    @Test
    void aSmallerFaceIsAveragedNotPicked() {
        FaceSet.Builder builder = new FaceSet.Builder();
        byte[] board = new byte[FaceSet.PIXELS];
        for (int p = 0; p < board.length; p++) {
            board[p] = (byte) ((p / FaceSet.SIDE + p) % 2 * 200);
        }
        FaceView faces = builder.add(board, Emotion.HAPPY, Split.TRAINING, "chessboard")
                .build()
                .all();
        InputSpec spec = new InputSpec(24, 24, 1, 0, 1, FaceCrop.FER2013);
        try (FaceBatches batches = new FaceBatches(faces, spec, Device.CPU);
                PointerScope scope = new PointerScope()) {
            for (float grey : Device.values(batches.tensor(new int[] {0}, 0, 1))) {
                assertEquals(100 / 255f, grey, 0.06f);
            }
        }
    }

    private static float[] evaluated(InputSpec spec, int... which) {
        FaceCropper cropper = new FaceCropper(spec);
        FloatBuffer expected = FloatBuffer.allocate(which.length * spec.size());
        for (int i : which) {
            byte[] pixels = new byte[FaceSet.PIXELS];
            FACES.copyPixels(i, pixels, 0);
            cropper.whole(LumaPlane.of(pixels, FaceSet.SIDE, FaceSet.SIDE), expected);
        }
        return expected.array();
    }

    private static FaceSet faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 5; i++) {
            byte[] face = new byte[FaceSet.PIXELS];
            random.nextBytes(face);
            builder.add(face, Emotion.HAPPY, Split.TRAINING, "noise " + i);
        }
        return builder.build();
    }
}
