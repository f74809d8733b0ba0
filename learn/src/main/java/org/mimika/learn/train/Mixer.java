package org.mimika.learn.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.torch.Device;

/**
 * Mixes each face of a batch with another one, and their targets alike: Mixup (Zhang et al., "mixup: Beyond Empirical
 * Risk Minimization", 2018) blends all pixels, CutMix (Yun et al., 2019) sets a rectangle of the other face in. Both are
 * one operation, a weight for each pixel; they differ in where it is 1.
 *
 * @param share of the batches that are mixed
 * @param mixup alpha of Mixup's Beta(alpha, alpha); 0 for none
 * @param cutmix alpha of CutMix's; 0 for none
 * @param device where the batches lie
 */
record Mixer(double share, double mixup, double cutmix, Device device) {
    static Mixer of(Recipe.Regularisation options, Device device) {
        return new Mixer(options.mixing(), options.mixup(), options.cutmix(), device);
    }

    /**
     * One batch's mixture. The caller's {@link org.bytedeco.javacpp.PointerScope} owns its tensors.
     *
     * @param shift how far in the batch each face's partner lies
     * @param weight {@code [N, 1, H, W]}, of the face itself, or {@code [N, 1, 1, 1]} where it is the same everywhere;
     *     its partner has the rest
     * @param mean {@code [N, 1]}, the same over all pixels: the weight of the face's own target
     */
    record Mixture(int shift, Tensor weight, Tensor mean) {
        /** {@code [N, C, H, W]}. */
        Tensor images(Tensor x) {
            return blend(x, weight);
        }

        /** {@code [N, K]}. */
        Tensor targets(Tensor target) {
            return blend(target, mean);
        }

        private Tensor blend(Tensor own, Tensor share) {
            Tensor partner = own.roll(new long[] {shift}, new long[] {0});
            return torch.lerp(partner, own, share);
        }
    }

    /** Draws for a batch of n faces; null where it is left as it is. */
    Mixture draw(SplittableRandom random, int n, int height, int width) {
        boolean mixed = random.nextDouble() < share && n > 1 && mixup + cutmix > 0;
        if (!mixed) {
            return null;
        }
        int shift = random.nextInt(1, n);
        boolean cut = cutmix > 0 && (mixup == 0 || random.nextBoolean());
        return cut ? cutMixture(random, shift, n, height, width) : blendMixture(random, shift, n);
    }

    private Mixture cutMixture(SplittableRandom random, int shift, int n, int height, int width) {
        float[] weight = new float[n * height * width];
        float[] mean = new float[n];
        for (int i = 0; i < n; i++) {
            mean[i] = 1 - cut(random, weight, i * height * width, height, width) / (float) (height * width);
        }
        return new Mixture(shift, device.tensor(weight, n, 1, height, width), device.tensor(mean, n, 1));
    }

    private Mixture blendMixture(SplittableRandom random, int shift, int n) {
        float[] mean = new float[n];
        for (int i = 0; i < n; i++) {
            mean[i] = (float) beta(random, mixup);
        }
        Tensor weight = device.tensor(mean, n, 1);
        return new Mixture(shift, weight.reshape(n, 1, 1, 1), weight);
    }

    /** Ones, and zeros in a rectangle of the image's aspect around an even place; its area within the image. */
    private int cut(SplittableRandom random, float[] weight, int from, int height, int width) {
        Arrays.fill(weight, from, from + height * width, 1);
        double side = Math.sqrt(1 - beta(random, cutmix)); // as a share of the image's
        double y = random.nextDouble() * height;
        double x = random.nextDouble() * width;
        int top = (int) Math.round(Math.max(0, y - side * height / 2));
        int bottom = (int) Math.round(Math.min(height, y + side * height / 2));
        int left = (int) Math.round(Math.max(0, x - side * width / 2));
        int right = (int) Math.round(Math.min(width, x + side * width / 2));
        for (int row = top; row < bottom; row++) {
            Arrays.fill(weight, from + row * width + left, from + row * width + Math.max(left, right), 0);
        }
        return (bottom - top) * Math.max(0, right - left);
    }

    /** Beta(alpha, alpha), by Joehnk's method (1964), which is quick for alpha up to 1 or so; at 4 one draw in 70 is taken. */
    private static double beta(SplittableRandom random, double alpha) {
        while (true) {
            double a = Math.pow(random.nextDouble(), 1 / alpha);
            double b = Math.pow(random.nextDouble(), 1 / alpha);
            if (a + b > 0 && a + b <= 1) {
                return a / (a + b);
            }
        }
    }
}
