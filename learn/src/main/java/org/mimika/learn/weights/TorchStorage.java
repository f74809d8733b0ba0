package org.mimika.learn.weights;

import java.io.IOException;
import java.util.List;

/**
 * A vector of numbers beside the pickle, in an entry of its own; tensors are views of it.
 *
 * @param type of its numbers
 * @param key the entry's name
 * @param count how many numbers
 */
record TorchStorage(ElementType type, String key, long count) {
    /** From {@code ("storage", type, key, device, count)}. */
    static TorchStorage of(List<Object> reference) throws IOException {
        if (reference.size() >= 5
                && "storage".equals(reference.get(0))
                && reference.get(1) instanceof TorchGlobal global
                && global.elements() != null
                && reference.get(2) instanceof String key
                && reference.get(4) instanceof Long count
                && count >= 0
                && count <= Long.MAX_VALUE / Long.BYTES) {
            return new TorchStorage(global.elements(), key, count);
        }
        throw new IOException("it refers to what is no storage");
    }
}
