package org.mimika.learn.train;

import java.util.Arrays;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.UsedParameters;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;

/**
 * By how much of the rate each value of the flat vector moves: all of it in the heads, a stage's share below them. Owns
 * native memory until closed.
 */
final class RateFactors implements AutoCloseable {
    private final Layer trainee;
    private final Device device;
    private final Set<Parameter> heads;
    private TorchWeights factors; // as large as the weights: made when a stage needs them
    private double encoderRate = 1;

    /**
     * For weights on a device.
     *
     * @param trainee all that has weights: the network as the field {@code network}, and heads beside it
     */
    RateFactors(Layer trainee, Network network, Device device) {
        this.trainee = trainee;
        this.device = device;
        heads = UsedParameters.of(ops -> network.head(ops, new Object()));
    }

    /**
     * The factors of a stage; owned by this object, and the same until another stage is asked for.
     *
     * @return {@code [learned]}, or null where all are 1
     */
    Tensor of(Stage stage) {
        if (stage.encoderRate() == 1) {
            return null;
        }
        if (factors == null) {
            factors = TorchWeights.empty(trainee, device);
        }
        if (encoderRate != stage.encoderRate()) {
            encoderRate = stage.encoderRate();
            factors.named().forEach((name, parameter) -> {
                float[] values = new float[parameter.size()];
                Arrays.fill(values, isOfHead(name, parameter) ? 1 : (float) encoderRate);
                factors.set(name, values);
            });
        }
        return factors.flat();
    }

    private boolean isOfHead(String name, Parameter parameter) {
        return heads.contains(parameter) || !name.startsWith(Trainee.NETWORK);
    }

    @Override
    public void close() {
        if (factors != null) {
            factors.close();
        }
    }
}
