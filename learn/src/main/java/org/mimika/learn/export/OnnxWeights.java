package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.MimikaException;

/**
 * What an ONNX file's weights tell about it.
 *
 * @param values how many numbers its floating-point initialisers hold: the network's parameters, with running
 *     statistics and constants among them
 * @param storage the form that most of them have, such as {@code fp32}; {@code none} without any
 */
public record OnnxWeights(long values, String storage) {
    /**
     * Counts.
     *
     * @param where what to call the file in messages
     * @throws MimikaException if it is damaged
     */
    public static OnnxWeights of(byte[] onnx, String where) {
        Map<String, Long> byForm = new TreeMap<>();
        for (TensorProto tensor : parse(onnx, where).getGraph().getInitializerList()) {
            String form = form(tensor);
            if (!form.isEmpty()) {
                long values = tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
                byForm.merge(form, values, Long::sum);
            }
        }
        return new OnnxWeights(
                byForm.values().stream().mapToLong(Long::longValue).sum(),
                byForm.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse("none"));
    }

    static ModelProto parse(byte[] onnx, String where) {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new MimikaException(where + ": not an ONNX file, or a damaged one", e);
        }
    }

    private static String form(TensorProto tensor) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == null) {
            return "";
        }
        return switch (type) {
            case FLOAT -> "fp32";
            case FLOAT16 -> "fp16";
            case BFLOAT16 -> "bf16";
            case DOUBLE -> "fp64";
            case INT8, UINT8 -> type.name().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }
}
