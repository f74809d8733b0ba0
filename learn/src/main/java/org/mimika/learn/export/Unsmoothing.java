package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.mimika.core.Emotion;

/**
 * Takes label smoothing out of a network's answers. A network that was trained on smoothed labels (Szegedy et al.,
 * 2016, section 7) answers q = (1 - s) p + s / K where it believes p: it never grows surer than 1 - s + s / K, which no
 * temperature mends, since a temperature stretches all answers alike. So the exported graph ends in log(max(q - s / K,
 * floor)), which is log p up to a constant that softmax does not see. The order of the classes stays.
 *
 * @param smoothing s, the share of the target that was spread over all classes; 0 for nothing to take out
 */
record Unsmoothing(double smoothing) {
    /** What each class got of the smoothing. */
    private float spread() {
        return (float) (smoothing / Emotion.COUNT);
    }

    /** The least that is left of a class: a tenth of what smoothing gave it. */
    private float floor() {
        return spread() / 10;
    }

    /** The same for one face's logits, for the comparison with LibTorch. */
    float[] apply(float[] logits) {
        if (smoothing == 0) {
            return logits;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        float[] taken = new float[logits.length];
        for (int k = 0; k < logits.length; k++) {
            taken[k] = (float) Math.log(Math.max(Math.exp(logits[k] - max) / sum - spread(), floor()));
        }
        return taken;
    }

    /** Appends the nodes to a graph. */
    void append(GraphProto.Builder graph, String from, String to) {
        graph.addInitializer(scalar("smoothing.spread", spread()));
        graph.addInitializer(scalar("smoothing.floor", floor()));
        graph.addNode(node("Softmax", "smoothing.q", from)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(-1)));
        graph.addNode(node("Sub", "smoothing.taken", "smoothing.q", "smoothing.spread"));
        graph.addNode(node("Max", "smoothing.p", "smoothing.taken", "smoothing.floor"));
        graph.addNode(node("Log", to, "smoothing.p"));
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    private static TensorProto scalar(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }
}
