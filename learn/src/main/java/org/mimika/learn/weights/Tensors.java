package org.mimika.learn.weights;

import java.nio.file.Path;
import org.mimika.core.MimikaException;

/** Checks that hold in every format. */
final class Tensors {
    private Tensors() {}

    static void requireFloating(ElementType type, String name, Path file) {
        if (!type.floating()) {
            throw new MimikaException(file + ": tensor " + name + " is " + type + ", expected floats");
        }
    }

    /** A damaged file shows itself here at the latest; one such weight would make every answer NaN. */
    static float[] requireFinite(float[] values, String name, Path file) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new MimikaException(file + ": tensor " + name + " holds " + value + ": the file is damaged");
            }
        }
        return values;
    }
}
