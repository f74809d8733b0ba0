package org.mimika.learn.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The exact names and shapes of published weights, with drawn values: each a function of its name. */
final class Published {
    private static final int[] DEPTHS_50 = {3, 4, 6, 3};

    private Published() {}

    /** ResNet50 in the order of torchvision's {@code state_dict()}; timm names it alike. */
    static Map<String, int[]> resNet50() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("conv1.weight", new int[] {64, 3, 7, 7});
        batchNorm(shapes, "bn1", 64);
        int in = 64;
        for (int stage = 0; stage < DEPTHS_50.length; stage++) {
            int width = 64 << stage;
            for (int block = 0; block < DEPTHS_50[stage]; block++) {
                String at = "layer" + (stage + 1) + "." + block + ".";
                shapes.put(at + "conv1.weight", new int[] {width, in, 1, 1});
                batchNorm(shapes, at + "bn1", width);
                shapes.put(at + "conv2.weight", new int[] {width, width, 3, 3});
                batchNorm(shapes, at + "bn2", width);
                shapes.put(at + "conv3.weight", new int[] {4 * width, width, 1, 1});
                batchNorm(shapes, at + "bn3", 4 * width);
                if (block == 0) {
                    shapes.put(at + "downsample.0.weight", new int[] {4 * width, in, 1, 1});
                    batchNorm(shapes, at + "downsample.1", 4 * width);
                }
                in = 4 * width;
            }
        }
        shapes.put("fc.weight", new int[] {1000, 2048});
        shapes.put("fc.bias", new int[] {1000});
        return shapes;
    }

    private static void batchNorm(Map<String, int[]> shapes, String name, int channels) {
        for (String leaf : new String[] {"weight", "bias", "running_mean", "running_var"}) {
            shapes.put(name + "." + leaf, new int[] {channels});
        }
        shapes.put(name + ".num_batches_tracked", new int[0]);
    }

    /** {@code google/vit-base-patch16-224-in21k}, a ViTModel. */
    static Map<String, int[]> huggingFaceVit(int depth) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("embeddings.cls_token", new int[] {1, 1, 768});
        shapes.put("embeddings.position_embeddings", new int[] {1, 197, 768});
        shapes.put("embeddings.patch_embeddings.projection.weight", new int[] {768, 3, 16, 16});
        shapes.put("embeddings.patch_embeddings.projection.bias", new int[] {768});
        for (int i = 0; i < depth; i++) {
            String at = "encoder.layer." + i + ".";
            linear(shapes, at + "attention.attention.query", 768, 768);
            linear(shapes, at + "attention.attention.key", 768, 768);
            linear(shapes, at + "attention.attention.value", 768, 768);
            linear(shapes, at + "attention.output.dense", 768, 768);
            linear(shapes, at + "intermediate.dense", 768, 3072);
            linear(shapes, at + "output.dense", 3072, 768);
            layerNorm(shapes, at + "layernorm_before");
            layerNorm(shapes, at + "layernorm_after");
        }
        layerNorm(shapes, "layernorm");
        linear(shapes, "pooler.dense", 768, 768);
        return shapes;
    }

    /** {@code vit_base_patch16_224} of timm, with its thousand classes. */
    static Map<String, int[]> timmVit(int depth) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("cls_token", new int[] {1, 1, 768});
        shapes.put("pos_embed", new int[] {1, 197, 768});
        shapes.put("patch_embed.proj.weight", new int[] {768, 3, 16, 16});
        shapes.put("patch_embed.proj.bias", new int[] {768});
        for (int i = 0; i < depth; i++) {
            String at = "blocks." + i + ".";
            layerNorm(shapes, at + "norm1");
            linear(shapes, at + "attn.qkv", 768, 2304);
            linear(shapes, at + "attn.proj", 768, 768);
            layerNorm(shapes, at + "norm2");
            linear(shapes, at + "mlp.fc1", 768, 3072);
            linear(shapes, at + "mlp.fc2", 3072, 768);
        }
        layerNorm(shapes, "norm");
        linear(shapes, "head", 768, 1000);
        return shapes;
    }

    private static void linear(Map<String, int[]> shapes, String name, int in, int out) {
        shapes.put(name + ".weight", new int[] {out, in});
        shapes.put(name + ".bias", new int[] {out});
    }

    private static void layerNorm(Map<String, int[]> shapes, String name) {
        shapes.put(name + ".weight", new int[] {768});
        shapes.put(name + ".bias", new int[] {768});
    }

    /** Values as after a training: activations keep their size through the layers, variances are positive. */
    static float[] values(String name, int[] shape) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[size(shape)];
        double fan = shape.length < 2 ? 1 : size(shape) / (double) shape[0];
        boolean vector = shape.length == 1;
        double middle = name.endsWith("running_var") || vector && name.endsWith("weight") ? 1 : 0;
        double spread = vector ? 0.2 : name.contains("embed") && shape.length == 3 ? 0.5 : Math.sqrt(3 / fan);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (middle + spread * (2 * random.nextDouble() - 1));
        }
        return values;
    }

    static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Writes tensor by tensor, for the larger ones do not fit into a test's memory. */
    static void writeSafeTensors(Path file, Map<String, int[]> shapes) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long at = 0;
        for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
            boolean counter = entry.getKey().endsWith("num_batches_tracked");
            long end = at + size(entry.getValue()) * (counter ? 8L : 4L);
            header.append(",\"" + entry.getKey() + "\":{\"dtype\":\"" + (counter ? "I64" : "F32") + "\",\"shape\":"
                    + Arrays.toString(entry.getValue()) + ",\"data_offsets\":[" + at + "," + end + "]}");
            at = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(little(8).putLong(json.length).array());
            out.write(json);
            for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
                if (entry.getKey().endsWith("num_batches_tracked")) {
                    out.write(new byte[8]);
                } else {
                    float[] values = values(entry.getKey(), entry.getValue());
                    ByteBuffer bytes = little(4 * values.length);
                    bytes.asFloatBuffer().put(values);
                    out.write(bytes.array());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code torch.save} would. */
    static void writeTorch(Path file, Map<String, int[]> shapes) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, new SafeTensors.Values(shape, values(name, shape))));
        TorchSave.write(file, tensors);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
