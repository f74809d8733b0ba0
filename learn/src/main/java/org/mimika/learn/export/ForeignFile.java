package org.mimika.learn.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mimika.core.MimikaException;
import org.mimika.learn.train.Yaml;

/**
 * Somebody else's ONNX file with its description beside it: {@code NAME.yaml} for {@code NAME.onnx}.
 *
 * @param onnx the file
 */
public record ForeignFile(Path onnx) {
    /** The description's file. */
    public Path descriptionFile() {
        return onnx.resolveSibling(baseName() + ".yaml");
    }

    /** Whether a file that may be the description is there. */
    public boolean isDescribed() {
        return Files.isRegularFile(descriptionFile());
    }

    /**
     * Reads the description.
     *
     * @throws MimikaException if it is missing, no YAML, or says what cannot be
     */
    public ForeignDescription description() {
        String where = descriptionFile().toString();
        try (InputStream in = Files.newInputStream(descriptionFile())) {
            ObjectNode description = Yaml.parse(in, where);
            if (!description.hasNonNull("name")) {
                description.put("name", baseName());
            }
            return Yaml.convert(description, ForeignDescription.class, where);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + where + ": " + MimikaException.reason(e), e);
        }
    }

    private String baseName() {
        return onnx.getFileName().toString().replaceFirst("(?i)\\.onnx$", "");
    }
}
