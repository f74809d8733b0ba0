package org.mimika.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes values inside an ONNX graph outputs of it, without reading the file: two protobuf messages, one written after
 * the other, are their merger (Protocol Buffers, "Encoding", "Last One Wins"), so a second ModelProto that holds
 * nothing but outputs adds them to the first one's graph. Their types are inferred by the runtime.
 */
final class GraphOutputs {
    /** {@code ModelProto.graph}, {@code GraphProto.output} and {@code ValueInfoProto.name} in onnx.proto. */
    private static final int MODEL_GRAPH = 7;

    private static final int GRAPH_OUTPUT = 12;
    private static final int VALUE_NAME = 1;

    /** Wire type: bytes behind their length. */
    private static final int DELIMITED = 2;

    private GraphOutputs() {}

    /** The file with these values as further outputs, in this order. */
    static byte[] added(byte[] onnx, List<String> names) {
        ByteArrayOutputStream outputs = new ByteArrayOutputStream();
        for (String name : names) {
            outputs.writeBytes(field(GRAPH_OUTPUT, field(VALUE_NAME, name.getBytes(StandardCharsets.UTF_8))));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream(onnx.length + outputs.size() + 16);
        file.writeBytes(onnx);
        file.writeBytes(field(MODEL_GRAPH, outputs.toByteArray()));
        return file.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream field = new ByteArrayOutputStream(content.length + 8);
        field.write(number << 3 | DELIMITED);
        int rest = content.length;
        while (rest > 0x7f) {
            field.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        field.write(rest);
        field.writeBytes(content);
        return field.toByteArray();
    }
}
