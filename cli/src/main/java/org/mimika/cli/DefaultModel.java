package org.mimika.cli;

import java.util.List;
import org.mimika.core.BundledModels;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;

/** The model that is used where none is named. */
public final class DefaultModel {
    private DefaultModel() {}

    /**
     * The named model, or the first bundled one.
     *
     * @param nameOrFile what {@code --model} says, null if it was not given
     * @throws MimikaException if there is no such model, or none is bundled
     */
    public static ModelSource or(String nameOrFile) {
        if (nameOrFile != null) {
            return ModelSource.resolve(nameOrFile);
        }
        List<String> bundled = BundledModels.onClassPath().names();
        if (bundled.isEmpty()) {
            throw new MimikaException("no model is bundled: name an ONNX file with --model FILE.onnx");
        }
        return ModelSource.resolve(bundled.get(0));
    }
}
