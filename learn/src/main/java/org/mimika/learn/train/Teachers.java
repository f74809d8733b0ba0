package org.mimika.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.learn.torch.Device;

/** The teachers of a recipe, averaged. Not thread-safe. Owns them until closed. */
final class Teachers implements AutoCloseable {
    private final List<Teacher> all = new ArrayList<>();
    private final Recipe.Distillation options;
    private final InputSpec input;

    /**
     * Opens them.
     *
     * @param input what the network that learns looks at
     * @param device where it is trained
     */
    Teachers(Recipe recipe, InputSpec input, Device device) {
        options = recipe.distillation();
        this.input = input;
        try {
            for (String where : options.all()) {
                Teacher teacher = Teacher.open(where, recipe.precision() == Recipe.Precision.BF16, device);
                all.add(teacher);
                requireSameShape(where, teacher.input());
            }
        } catch (RuntimeException e) {
            close(); // nobody else can, as the constructor fails
            throw e;
        }
    }

    private void requireSameShape(String where, InputSpec other) {
        if (other.width() != input.width()
                || other.height() != input.height()
                || other.channels() != input.channels()) {
            throw new MimikaException("the teacher " + where + " looks at " + other.width() + "x" + other.height()
                    + " pixels of " + other.channels() + " channels, the network at " + input.width() + "x"
                    + input.height() + " of " + input.channels());
        }
    }

    boolean isEmpty() {
        return all.isEmpty() || options.weight() == 0;
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
            Tensor logits = teacher.logits(normalised(x, teacher.input())).to(torch.ScalarType.Float);
            Tensor answer = torch.softmax(logits.div(new Scalar(options.temperature())), 1);
            sum = sum == null ? answer : sum.add(answer);
        }
        return sum.div(new Scalar((double) all.size()));
    }

    /** From this network's scaling to the teacher's. */
    private Tensor normalised(Tensor x, InputSpec other) {
        if (other.mean() == input.mean() && other.std() == input.std()) {
            return x;
        }
        return x.mul(new Scalar(input.std() / other.std()))
                .add(new Scalar((input.mean() - other.mean()) / (double) other.std()));
    }

    @Override
    public void close() {
        all.forEach(Teacher::close);
    }
}
