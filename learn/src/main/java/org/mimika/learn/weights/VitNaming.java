package org.mimika.learn.weights;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Vision Transformers, as HuggingFace's transformers and as timm name them. In timm's, query, key and value are the
 * thirds of one matrix.
 */
final class VitNaming implements Naming {
    /** A name that HuggingFace's files have, whatever stands before it. */
    static final String HUGGING_FACE_SIGN = "embeddings.patch_embeddings.projection.weight";

    /** A name that timm's files have, whatever stands before it. */
    static final String TIMM_SIGN = "patch_embed.proj.weight";

    private static final String BLOCKS = "blocks.";

    private final String title;
    private final String prefix;
    private final String block;
    private final Map<String, Source> layers;
    private final List<String> leftOut;

    private VitNaming(String title, String prefix, String block, Map<String, Source> layers, List<String> leftOut) {
        this.title = title;
        this.prefix = prefix;
        this.block = block;
        this.layers = layers;
        this.leftOut = leftOut;
    }

    /** Of {@code ViTModel} and those that hold one. */
    static VitNaming huggingFace(String prefix) {
        Map<String, Source> layers = new TreeMap<>();
        layers.put("classToken", Source.whole("embeddings.cls_token"));
        layers.put("positions", Source.whole("embeddings.position_embeddings"));
        layers.put("patches", Source.whole("embeddings.patch_embeddings.projection"));
        layers.put("norm", Source.whole("layernorm"));
        layers.put("norm1", Source.whole("layernorm_before"));
        layers.put("attention.query", Source.whole("attention.attention.query"));
        layers.put("attention.key", Source.whole("attention.attention.key"));
        layers.put("attention.value", Source.whole("attention.attention.value"));
        layers.put("attention.projection", Source.whole("attention.output.dense"));
        layers.put("norm2", Source.whole("layernorm_after"));
        layers.put("up", Source.whole("intermediate.dense"));
        layers.put("down", Source.whole("output.dense"));
        return new VitNaming(
                "a Vision Transformer as HuggingFace names it",
                prefix,
                "encoder.layer.",
                layers,
                List.of(prefix + "pooler.", "classifier."));
    }

    /** Of timm's {@code VisionTransformer}. */
    static VitNaming timm(String prefix) {
        Map<String, Source> layers = new TreeMap<>();
        layers.put("classToken", Source.whole("cls_token"));
        layers.put("positions", Source.whole("pos_embed"));
        layers.put("patches", Source.whole("patch_embed.proj"));
        layers.put("norm", Source.whole("norm"));
        layers.put("norm1", Source.whole("norm1"));
        layers.put("attention.query", new Source("attn.qkv", 0, 3));
        layers.put("attention.key", new Source("attn.qkv", 1, 3));
        layers.put("attention.value", new Source("attn.qkv", 2, 3));
        layers.put("attention.projection", Source.whole("attn.proj"));
        layers.put("norm2", Source.whole("norm2"));
        layers.put("up", Source.whole("mlp.fc1"));
        layers.put("down", Source.whole("mlp.fc2"));
        return new VitNaming(
                "a Vision Transformer as timm names it",
                prefix,
                BLOCKS,
                layers,
                List.of(prefix + "head.", prefix + "pre_logits."));
    }

    /** Whether a network of ours is one. */
    static boolean fits(Set<String> names) {
        return names.contains("classToken") && names.contains("patches.weight");
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<Source> source(String name) {
        if (layers.containsKey(name)) { // no layer, but a parameter itself
            return Optional.of(within("", layers.get(name), ""));
        }
        int end = name.lastIndexOf('.');
        String leaf = name.substring(end);
        String layer = name.substring(0, end);
        if (!layer.startsWith(BLOCKS)) {
            return Optional.ofNullable(layers.get(layer)).map(source -> within("", source, leaf));
        }
        int dot = layer.indexOf('.', BLOCKS.length());
        String path = block + layer.substring(BLOCKS.length(), dot + 1);
        return Optional.ofNullable(layers.get(layer.substring(dot + 1))).map(source -> within(path, source, leaf));
    }

    private Source within(String path, Source source, String leaf) {
        return new Source(prefix + path + source.key() + leaf, source.part(), source.parts());
    }

    @Override
    public Optional<String> leftOut(String key) {
        return leftOut.stream().anyMatch(key::startsWith) ? Optional.of("the head") : Optional.empty();
    }

    @Override
    public Optional<PixelScale> pixels() {
        return Optional.of(PixelScale.symmetric());
    }

    @Override
    public Optional<Constant> constant() {
        return Optional.of(new Constant("patches.bias", 1));
    }

    @Override
    public Optional<String> firstConvolution() {
        return Optional.of("patches.weight");
    }
}
