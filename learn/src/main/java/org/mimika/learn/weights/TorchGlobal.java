package org.mimika.learn.weights;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a pickle of PyTorch weights may name. Each is a word for data here; nothing is looked up or run.
 *
 * @param name as Python writes it, {@code torch._utils._rebuild_tensor_v2}
 * @param elements of a storage type, else null
 */
record TorchGlobal(String name, ElementType elements) {
    private static final String ORDERED_DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";

    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch.DoubleStorage", ElementType.F64,
            "torch.FloatStorage", ElementType.F32,
            "torch.HalfStorage", ElementType.F16,
            "torch.BFloat16Storage", ElementType.BF16,
            "torch.LongStorage", ElementType.I64,
            "torch.IntStorage", ElementType.I32,
            "torch.ShortStorage", ElementType.I16,
            "torch.CharStorage", ElementType.I8,
            "torch.ByteStorage", ElementType.U8,
            "torch.BoolStorage", ElementType.BOOL);

    /**
     * The global of a module and a name.
     *
     * @throws IOException if weights do not need it
     */
    static TorchGlobal of(String module, String name) throws IOException {
        String whole = module + "." + name;
        ElementType elements = STORAGES.get(whole);
        if (elements == null && !List.of(ORDERED_DICT, TENSOR, PARAMETER).contains(whole)) {
            throw new IOException("it calls " + whole.replaceAll("\\p{Cntrl}", "?")
                    + ", which weights do not need; nothing was executed");
        }
        return new TorchGlobal(whole, elements);
    }

    /** What a call of it stands for. */
    Object call(List<Object> arguments) throws IOException {
        switch (name) {
            case ORDERED_DICT -> {
                if (!arguments.isEmpty()) {
                    throw new IOException("an ordered dictionary is made from a list, which weights never do");
                }
                return new LinkedHashMap<>();
            }
            case TENSOR -> {
                return TorchTensor.of(arguments);
            }
            case PARAMETER -> {
                if (arguments.isEmpty() || !(arguments.get(0) instanceof TorchTensor)) {
                    throw new IOException("a parameter has no tensor");
                }
                return arguments.get(0);
            }
            default -> throw new IOException("it calls " + name + ", which is a type");
        }
    }
}
