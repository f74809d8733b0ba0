package org.mimika.learn.weights;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;

/**
 * A published file of weights.
 *
 * @param name what it is asked for by; null for one that is known by its address alone
 * @param address where it is
 * @param file its name in the cache
 * @param sha256 what it should have, as far as it is known
 * @param holds what it is, for people
 */
public record PublishedFile(String name, URI address, String file, Optional<ExpectedHash> sha256, String holds) {
    private static final Pattern HASHED = Pattern.compile(".*-([0-9a-f]{8,64})\\.(pth|pt|safetensors|bin)");
    private static final String TORCHVISION = "https://download.pytorch.org/models/";
    private static final String HUGGING_FACE = "https://huggingface.co/";

    /** All that have a name. Hashes stand here only where the publisher states them. */
    public static List<PublishedFile> known() {
        return List.of(
                torchvision("imagenet:resnet50", "resnet50-11ad3fa6.pth", "ResNet50, torchvision's second recipe"),
                torchvision("imagenet:resnet50-v1", "resnet50-0676ba61.pth", "ResNet50, torchvision's first recipe"),
                huggingFace("imagenet:resnet50-timm", "timm/resnet50.a1_in1k", "ResNet50, timm's recipe A1"),
                huggingFace("imagenet:vit-b16", "google/vit-base-patch16-224-in21k", "ViT-B/16, ImageNet-21k"));
    }

    private static PublishedFile torchvision(String name, String file, String holds) {
        return new PublishedFile(name, URI.create(TORCHVISION + file), file, hashIn(file), holds);
    }

    private static PublishedFile huggingFace(String name, String model, String holds) {
        URI address = URI.create(HUGGING_FACE + model + "/resolve/main/model.safetensors");
        return new PublishedFile(name, address, model.replace('/', '_') + ".safetensors", Optional.empty(), holds);
    }

    /** PyTorch's custom: the first digits of the hash end the file's name. */
    private static Optional<ExpectedHash> hashIn(String file) {
        Matcher matcher = HASHED.matcher(file);
        return matcher.matches() ? Optional.of(new ExpectedHash(matcher.group(1))) : Optional.empty();
    }

    /** Whether a text is a name or an address, and not a path. */
    public static boolean isMeantBy(String text) {
        return text.startsWith("imagenet:") || isAddress(text);
    }

    private static boolean isAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    /**
     * The file of a name or at an address.
     *
     * @throws MimikaException if the name is unknown, with the known ones
     */
    public static PublishedFile of(String nameOrAddress) {
        if (isAddress(nameOrAddress)) {
            return at(nameOrAddress);
        }
        return known().stream()
                .filter(file -> file.name().equals(nameOrAddress))
                .findFirst()
                .orElseThrow(() -> new MimikaException("no published weights are known as '" + nameOrAddress
                        + "': known are "
                        + String.join(
                                ", ", known().stream().map(PublishedFile::name).toList())
                        + ", or give a file or an address"));
    }

    private static PublishedFile at(String address) {
        try {
            URI uri = new URI(address);
            String path = uri.getPath() == null ? "" : uri.getPath();
            // The host belongs to the name: everybody calls theirs model.safetensors.
            String file = (uri.getHost() + path).replaceAll("[^A-Za-z0-9._-]+", "_");
            if (uri.getQuery() != null || uri.getPort() >= 0) { // these may tell files apart that are called alike
                file = Sha256.of(address).substring(0, 8) + "_" + file;
            }
            if (uri.getHost() == null || path.endsWith("/") || path.isEmpty() || file.length() > 200) {
                throw new MimikaException("the address " + address + " names no file");
            }
            return new PublishedFile(null, uri, file, hashIn(file), "the file at " + address);
        } catch (java.net.URISyntaxException e) {
            throw new MimikaException("'" + address + "' is no address: " + e.getReason(), e);
        }
    }

    /** The same with a hash that the user knows. */
    public PublishedFile withSha256(ExpectedHash known) {
        return new PublishedFile(name, address, file, Optional.of(known), holds);
    }
}
