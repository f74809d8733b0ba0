package org.mimika.learn.pretrain;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.torch.Device;

/**
 * Faces that were turned by 0, 90, 180 or 270 degrees, and the loss of a head that tells by which (Gidaris et al.,
 * "Unsupervised Representation Learning by Predicting Image Rotations", 2018).
 *
 * @param turns of each face, 0 to 3
 * @param device where the faces lie
 */
public record QuarterTurns(int[] turns, Device device) {
    /** How many there are. */
    public static final int COUNT = 4;

    /** Draws one for each of {@code faces}, evenly. */
    public static QuarterTurns draw(int faces, SplittableRandom random, Device device) {
        return new QuarterTurns(random.ints(faces, 0, COUNT).toArray(), device);
    }

    /** Turns square images {@code [N, C, S, S]} counter-clockwise. */
    public Tensor turn(Tensor x) {
        TensorVector all = new TensorVector();
        for (int turn = 0; turn < COUNT; turn++) {
            all.push_back(torch.rot90(x, turn, new long[] {2, 3}));
        }
        int[] rows = new int[turns.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = turns[i] * turns.length + i;
        }
        return torch.cat(all, 0).index_select(0, device.tensor(rows, rows.length));
    }

    /** The mean cross-entropy of logits {@code [N, 4]}, in f32. */
    public Tensor loss(Tensor logits) {
        float[] wanted = new float[turns.length * COUNT];
        for (int i = 0; i < turns.length; i++) {
            wanted[i * COUNT + turns[i]] = -1f / turns.length;
        }
        Tensor logProbabilities = torch.log_softmax(logits.to(torch.ScalarType.Float), 1);
        return logProbabilities.mul(device.tensor(wanted, turns.length, COUNT)).sum();
    }
}
