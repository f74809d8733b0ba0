package org.mimika.bench.cases;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;

/** Forward and backward pass of a network on one batch, in the layout and precision to compare. */
public final class TrainingWorkload implements Workload {
    private final Network network;
    private final TorchWeights weights;
    private final TorchOps ops;
    private final boolean bf16;
    private final float[] faces;
    private final float[] targets;
    private final int batch;

    /**
     * A network with fresh weights.
     *
     * @param bf16 whether convolutions and products run in bfloat16, as the trainer has it
     */
    public TrainingWorkload(String name, int batch, TorchOps.Layout layout, boolean bf16) {
        TorchRuntime.useThreads(Runtime.getRuntime().availableProcessors()); // as the trainer does
        network = Zoo.create(name);
        weights = TorchWeights.initialised(network, 1);
        ops = new TorchOps(weights, true, layout);
        this.bf16 = bf16;
        this.batch = batch;
        SplittableRandom random = new SplittableRandom(1);
        faces = new float[batch * network.input().size()];
        for (int i = 0; i < faces.length; i++) {
            faces[i] = (float) random.nextDouble(-1, 1);
        }
        targets = new float[batch * Emotion.COUNT];
        for (int i = 0; i < batch; i++) {
            targets[i * Emotion.COUNT + i % Emotion.COUNT] = 1;
        }
    }

    @Override
    public int run() {
        InputSpec input = network.input();
        try (PointerScope scope = new PointerScope()) {
            Tensor x = weights.device().tensor(faces, batch, input.channels(), input.height(), input.width());
            Tensor logits;
            try (Autocast autocast = weights.device().autocast(bf16)) {
                logits = network.forward(ops, x);
            }
            Tensor target = weights.device().tensor(targets, batch, Emotion.COUNT);
            Tensor logProbabilities = torch.log_softmax(logits.to(torch.ScalarType.Float), 1);
            logProbabilities.mul(target).sum().mul(new Scalar(-1.0 / batch)).backward();
            weights.gradients().zero_();
            return batch;
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
