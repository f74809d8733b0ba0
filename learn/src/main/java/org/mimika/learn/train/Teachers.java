package org.mimika.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.learn.torch.Device;

/** The teachers of a recipe, averaged. Not thread-safe. Owns them until closed. */
final class Teachers implements AutoCloseable {
    private final List<Teacher> all = new ArrayList<>();
    private final Recipe.Distillation options;
    private final InputSpec input;
    private final Device device;

    /**
     * Opens them.
     *
     * @param input what the network that learns looks at
     * @param device where it is trained
     */
    Teachers(Recipe recipe, InputSpec input, Device device) {
        options = recipe.distillation();
        this.input = input;
        this.device = device;
        try {
            for (String where : options.all()) {
                all.add(Teacher.open(where, recipe.precision().isBf16(device), device));
            }
        } catch (RuntimeException e) {
            close(); // nobody else can, as the constructor fails
            throw e;
        }
    }

    boolean isEmpty() {
        return all.isEmpty() || options.weight() == 0;
    }

    /** The share of label smoothing in their answers, at a temperature of 1. */
    double smoothing() {
        return all.stream().mapToDouble(Teacher::smoothing).average().orElse(0);
    }

    /**
     * The mean of their answers at the recipe's temperature.
     *
     * @param x {@code [N, C, H, W]}, normalised for the network that learns
     * @return {@code [N, 7]}; rows sum to 1
     */
    Tensor probabilities(Tensor x) {
        Tensor sum = null;
        for (Teacher teacher : all) {
            Tensor logits = teacher.logits(seenBy(teacher.input(), x)).to(torch.ScalarType.Float);
            Tensor answer = torch.softmax(logits.div(new Scalar(options.temperature())), 1);
            sum = sum == null ? answer : sum.add(answer);
        }
        return sum.div(new Scalar((double) all.size()));
    }

    /** What this network sees as the teacher wants it: of its size, channels, mean and deviation. */
    private Tensor seenBy(InputSpec other, Tensor x) {
        int n = Math.toIntExact(x.size(0));
        // Faces are grey: where there are three channels they are one, repeated.
        Tensor seen = other.channels() == input.channels() ? x : x.narrow(1, 0, 1);
        if (other.height() != input.height()) {
            seen = torch.matmul(filter(input.height(), other.height()), seen);
        }
        if (other.width() != input.width()) {
            seen = torch.matmul(seen, filter(input.width(), other.width()).t());
        }
        if (other.mean() != input.mean() || other.std() != input.std()) {
            seen = seen.mul(new Scalar(input.std() / other.std()))
                    .add(new Scalar((input.mean() - other.mean()) / (double) other.std()));
        }
        return seen.expand(n, other.channels(), other.height(), other.width());
    }

    /** {@code [to, from]}: the filter of evaluation and video. */
    private Tensor filter(int from, int to) {
        return device.tensor(FaceCropper.wholeWeights(from, to), to, from);
    }

    @Override
    public void close() {
        all.forEach(Teacher::close);
    }
}
