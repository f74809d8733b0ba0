package org.mimika.learn.weights;

import java.util.Optional;
import java.util.Set;
import org.mimika.core.MimikaException;

/** Tells by its names what a file holds. */
final class Recognition {
    private Recognition() {}

    /**
     * How the file names what the network holds.
     *
     * @param ours names of the network's parameters
     * @throws MimikaException if the file holds something else
     */
    static Naming of(WeightFile file, Set<String> ours) {
        Set<String> keys = file.entries().keySet();
        Optional<String> resNet = prefix(keys, ResNetNaming.SIGN);
        Optional<String> huggingFace = prefix(keys, VitNaming.HUGGING_FACE_SIGN);
        Optional<String> timm = prefix(keys, VitNaming.TIMM_SIGN);
        if (resNet.isPresent()) {
            return require(ResNetNaming.fits(ours), new ResNetNaming(resNet.get(), ours), file);
        }
        if (huggingFace.isPresent()) {
            return require(VitNaming.fits(ours), VitNaming.huggingFace(huggingFace.get()), file);
        }
        if (timm.isPresent()) {
            return require(VitNaming.fits(ours), VitNaming.timm(timm.get()), file);
        }
        OwnNaming own = new OwnNaming(keys).against(ours);
        if (!own.fits(ours)) {
            throw new MimikaException(file.path() + " holds nothing that this network has: its first tensors are "
                    + String.join(", ", keys.stream().limit(3).toList()));
        }
        return own;
    }

    private static Optional<String> prefix(Set<String> keys, String sign) {
        return keys.stream()
                .filter(key -> key.equals(sign) || key.endsWith("." + sign))
                .findFirst()
                .map(key -> key.substring(0, key.length() - sign.length()));
    }

    private static Naming require(boolean fits, Naming published, WeightFile file) {
        if (!fits) {
            throw new MimikaException(
                    file.path() + " holds " + published.title() + ", which this network is not: train another --model");
        }
        return published;
    }
}
