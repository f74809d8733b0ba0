package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidateDecoderTest {
    private static final int SIDE = 128;

    private final Anchors anchors = BlazeFaceModel.SHORT_RANGE.anchors();
    private final CandidateDecoder decoder = new CandidateDecoder(anchors, SIDE);
    private final FloatBuffer regressors = FloatBuffer.allocate(anchors.count() * Candidate.SIZE);
    private final FloatBuffer logits = FloatBuffer.allocate(anchors.count());

    @BeforeEach
    void noFaceAnywhere() {
        for (int i = 0; i < anchors.count(); i++) {
            logits.put(i, -20);
        }
    }

    /** The inverse of the decoder, written from the network's description: offsets from the anchor, in pixels. */
    private void encode(int anchor, float logit, float[] corners) {
        float[] offsets = new float[Candidate.SIZE];
        offsets[0] = ((corners[0] + corners[2]) / 2 - anchors.x(anchor)) * SIDE;
        offsets[1] = ((corners[1] + corners[3]) / 2 - anchors.y(anchor)) * SIDE;
        offsets[2] = (corners[2] - corners[0]) * SIDE;
        offsets[3] = (corners[3] - corners[1]) * SIDE;
        for (int k = 4; k < corners.length; k += 2) {
            offsets[k] = (corners[k] - anchors.x(anchor)) * SIDE;
            offsets[k + 1] = (corners[k + 1] - anchors.y(anchor)) * SIDE;
        }
        regressors.put(anchor * Candidate.SIZE, offsets);
        logits.put(anchor, logit);
    }

    @Test
    void whatWasEncodedComesBack() {
        Random random = new Random(7);
        for (int anchor = 0; anchor < anchors.count(); anchor += 37) {
            noFaceAnywhere();
            float[] values = new float[Candidate.SIZE];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            values[2] = values[0] + 0.01f + random.nextFloat();
            values[3] = values[1] + 0.01f + random.nextFloat();
            encode(anchor, 2, values);
            List<Candidate> found = decoder.decode(regressors, logits, 0.5f);
            assertEquals(1, found.size());
            assertArrayEquals(values, found.get(0).values(), 1e-5f);
            assertEquals(1 / (1 + Math.exp(-2)), found.get(0).score(), 1e-6);
        }
    }

    @Test
    void scoreIsTheLogisticFunctionHeldAwayFromOverflow() {
        assertEquals(0.5f, CandidateDecoder.score(0));
        assertEquals(0.880797f, CandidateDecoder.score(2), 1e-6f);
        assertEquals(1, CandidateDecoder.score(Float.POSITIVE_INFINITY), 1e-6f);
        assertEquals(0, CandidateDecoder.score(Float.NEGATIVE_INFINITY), 1e-6f);
        assertEquals(0, CandidateDecoder.score(Float.NaN));
    }

    @Test
    void limitIsInclusiveAndBelowItNothingCounts() {
        encode(5, 0, new float[] {0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertEquals(1, decoder.decode(regressors, logits, 0.5f).size());
        assertTrue(decoder.decode(regressors, logits, 0.51f).isEmpty());
    }

    @Test
    void boxesWithoutExtentOrNumberAreDropped() {
        encode(3, 5, new float[] {0.5f, 0.2f, 0.5f, 0.9f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        encode(4, 5, new float[] {0.9f, 0.2f, 0.5f, 0.9f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        encode(6, 5, new float[] {0.5f, 0.2f, 0.50000006f, 0.9f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        encode(5, 5, new float[] {0, 0, 1, 1, Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertTrue(decoder.decode(regressors, logits, 0.5f).isEmpty());
    }
}
