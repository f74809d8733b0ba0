package org.mimika.learn.train;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.InputSpec;
import org.mimika.learn.torch.Device;

/**
 * Changes a batch of normalised faces at random, each its own way, as tensor operations: rotation, zoom, shift and flip
 * in one resampling (bicubic, edges repeated), then contrast and brightness, then what a poor camera adds, then an
 * erased rectangle. The caller's {@link org.bytedeco.javacpp.PointerScope} owns the result.
 *
 * @param options the largest changes
 * @param input what the faces are normalised to
 * @param device where the batches lie
 */
record Augmenter(Recipe.Augmentation options, InputSpec input, Device device) {
    private static final int BICUBIC = 2; // bilinear blurs, and the network would learn blurred faces alone
    private static final int BORDER = 1;

    /**
     * Augments.
     *
     * @param x {@code [N, C, H, W]}, normalised
     * @param random where all draws come from
     */
    Tensor augment(Tensor x, SplittableRandom random) {
        int n = Math.toIntExact(x.size(0));
        long[] shape = {n, x.size(1), x.size(2), x.size(3)};
        float[] affine = new float[n * 6]; // [N, 2, 3], from the result's coordinates to the source's, in -1..1
        float[] gain = new float[n];
        float[] offset = new float[n];
        float[] box = new float[n * 4]; // top, bottom, left, right, in pixels
        for (int i = 0; i < n; i++) {
            drawAffine(random, affine, i * 6);
            gain[i] = (float) (1 + symmetric(random, options.contrast()));
            offset[i] = (float) symmetric(random, options.brightness());
            drawBox(random, box, i * 4, Math.toIntExact(shape[2]), Math.toIntExact(shape[3]));
        }
        Tensor grid = torch.affine_grid_generator(device.tensor(affine, n, 2, 3), shape, false);
        Tensor y = torch.grid_sampler_2d(x, grid, BICUBIC, BORDER, false);
        y = y.mul(device.tensor(gain, n, 1, 1, 1)).add(device.tensor(offset, n, 1, 1, 1));
        y = new Degrader(options.degrade(), input, device).degrade(y, random);
        return options.erase() == 0 ? y : erase(y, device.tensor(box, n, 4));
    }

    private void drawAffine(SplittableRandom random, float[] theta, int at) {
        double angle = Math.toRadians(symmetric(random, options.rotation()));
        double zoom = 1 + symmetric(random, options.zoom());
        double mirror = random.nextDouble() < options.flip() ? -1 : 1;
        theta[at] = (float) (mirror * Math.cos(angle) / zoom);
        theta[at + 1] = (float) (-mirror * Math.sin(angle) / zoom);
        theta[at + 2] = (float) (2 * symmetric(random, options.shift()));
        theta[at + 3] = (float) (Math.sin(angle) / zoom);
        theta[at + 4] = (float) (Math.cos(angle) / zoom);
        theta[at + 5] = (float) (2 * symmetric(random, options.shift()));
    }

    /** A rectangle of 2 to 20% of the area and an aspect of 1/2 to 2, or an empty one. */
    private void drawBox(SplittableRandom random, float[] box, int at, int height, int width) {
        boolean erased = random.nextDouble() < options.erase();
        double area = random.nextDouble(0.02, 0.2) * height * width;
        double aspect = Math.exp(symmetric(random, Math.log(2)));
        double h = Math.min(height, Math.sqrt(area * aspect));
        double w = Math.min(width, Math.sqrt(area / aspect));
        double top = random.nextDouble() * (height - h);
        double left = random.nextDouble() * (width - w);
        if (erased) {
            box[at] = (float) top;
            box[at + 1] = (float) (top + h);
            box[at + 2] = (float) left;
            box[at + 3] = (float) (left + w);
        }
    }

    private Tensor erase(Tensor x, Tensor box) {
        Tensor rows = device.range(x.size(2)).view(1, 1, x.size(2), 1);
        Tensor columns = device.range(x.size(3)).view(1, 1, 1, x.size(3));
        Tensor inside = rows.ge(edge(box, 0))
                .logical_and(rows.lt(edge(box, 1)))
                .logical_and(columns.ge(edge(box, 2)))
                .logical_and(columns.lt(edge(box, 3))); // [N, 1, H, W]
        return x.masked_fill(inside, new Scalar(0.0)); // the mean grey
    }

    private static Tensor edge(Tensor box, int which) {
        return box.narrow(1, which, 1).view(-1, 1, 1, 1);
    }

    private static double symmetric(SplittableRandom random, double largest) {
        return (2 * random.nextDouble() - 1) * largest;
    }
}
