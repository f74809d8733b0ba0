package org.mimika.learn.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/**
 * Rewrites every batch norm for the statistics that its input has on real faces: running mean and variance become those,
 * and scale and shift make up for it, so that the network computes what it did. Needed where weights were made and not
 * trained: in training a batch is normalised by its own statistics, and a norm that was written for others computes
 * something else then. Pure functions of the faces and the weights.
 */
final class Recentring {
    private static final int BATCH = 64;
    private static final int BATCHES = 16;

    private Recentring() {}

    /** Sums over all that a norm has seen, by channel. */
    private static final class Seen {
        private final double[] sum;
        private final double[] squares;
        private long count;

        Seen(int channels) {
            sum = new double[channels];
            squares = new double[channels];
        }

        void add(Tensor x) { // [N, C, H, W]
            long[] axes = {0, 2, 3};
            float[] means = Device.values(x.mean(axes));
            float[] meanSquares = Device.values(x.mul(x).mean(axes));
            long n = x.numel() / x.size(1);
            for (int c = 0; c < sum.length; c++) {
                sum[c] += n * (double) means[c];
                squares[c] += n * (double) meanSquares[c];
            }
            count += n;
        }

        double mean(int channel) {
            return sum[channel] / count;
        }

        double variance(int channel) {
            return Math.max(0, squares[channel] / count - mean(channel) * mean(channel));
        }
    }

    /**
     * Rewrites.
     *
     * @param network whose weights these are, among others perhaps
     * @param weights changed in place
     * @param faces of which some are looked at
     */
    static void rewrite(Network network, TorchWeights weights, FaceView faces) {
        Map<BatchNorm2d, Seen> seen = new IdentityHashMap<>();
        Ops<?> watching = watching(new TorchOps(weights, false), seen);
        int[] order = new Randomness(0).order(0, faces.size());
        try (FaceBatches batches = new FaceBatches(faces, network.input(), weights.device());
                NoGradGuard noGrad = new NoGradGuard()) {
            for (int from = 0; from < Math.min(order.length, BATCH * BATCHES); from += BATCH) {
                try (PointerScope scope = new PointerScope()) {
                    forward(network, watching, batches.tensor(order, from, Math.min(from + BATCH, order.length)));
                }
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalStateException("the network has no batch norm, or no longer by that name");
        }
        Map<Parameter, String> names = new IdentityHashMap<>();
        weights.named().forEach((name, parameter) -> names.put(parameter, name));
        seen.forEach((norm, statistics) -> rewrite(norm, statistics, names, weights));
    }

    @SuppressWarnings("unchecked")
    private static void forward(Network network, Ops<?> ops, Tensor x) {
        network.features((Ops<Tensor>) ops, x);
    }

    /** The same operations, which remember what each norm is given. */
    private static Ops<?> watching(TorchOps ops, Map<BatchNorm2d, Seen> seen) {
        return (Ops<?>) Proxy.newProxyInstance(
                Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, (proxy, method, args) -> {
                    if (method.getName().equals("batchNorm")) {
                        BatchNorm2d norm = (BatchNorm2d) args[1];
                        seen.computeIfAbsent(norm, n -> new Seen(n.weight().size()))
                                .add((Tensor) args[0]);
                    }
                    try {
                        return method.invoke(ops, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void rewrite(BatchNorm2d norm, Seen seen, Map<Parameter, String> names, TorchWeights weights) {
        float[] scale = weights.values(names.get(norm.weight()));
        float[] shift = weights.values(names.get(norm.bias()));
        float[] mean = weights.values(names.get(norm.runningMean()));
        float[] variance = weights.values(names.get(norm.runningVar()));
        for (int c = 0; c < scale.length; c++) {
            // scale (x - mean) / deviation + shift, written with other numbers
            double slope = scale[c] / Math.sqrt(variance[c] + BatchNorm2d.EPS);
            shift[c] = (float) (shift[c] + slope * (seen.mean(c) - mean[c]));
            mean[c] = (float) seen.mean(c);
            if (seen.variance(c) > 0) { // a constant is its mean, whatever the scale
                scale[c] = (float) (slope * Math.sqrt(seen.variance(c) + BatchNorm2d.EPS));
                variance[c] = (float) seen.variance(c);
            }
        }
        weights.set(names.get(norm.weight()), scale);
        weights.set(names.get(norm.bias()), shift);
        weights.set(names.get(norm.runningMean()), mean);
        weights.set(names.get(norm.runningVar()), variance);
    }
}
