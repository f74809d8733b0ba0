package org.mimika.learn.weights;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the few things that a pickle of PyTorch weights consists of (Python's {@code pickletools} describes the
 * format): numbers, texts, lists, tuples, dictionaries, and the constructors that {@link TorchGlobal} lists. A pickle
 * is a program that can call anything; this reads the calls it knows as data, and refuses all others by name. Size of
 * stack and memory, and with the file's size the time, are bounded.
 *
 * <p>What comes out: Long, Double, Boolean, String, {@link #NONE}, List for lists and tuples, Map with String or Long
 * keys, {@link TorchStorage} and {@link TorchTensor}.
 */
final class Pickle {
    /** Python's None. */
    static final Object NONE = new Object();

    private static final int MAX_VALUES = 2_000_000;

    private final PickleReader in;
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Deque<List<Object>> below = new ArrayDeque<>();
    private List<Object> stack = new ArrayList<>();
    private int values;

    private Pickle(byte[] pickle) {
        in = new PickleReader(pickle);
    }

    /**
     * Reads a pickle.
     *
     * @throws IOException if it is broken, too large, or calls what weights do not need; says which
     */
    static Object read(byte[] pickle) throws IOException {
        return new Pickle(pickle).run();
    }

    private Object run() throws IOException {
        int opcode = in.u8();
        while (opcode != '.') {
            if (!scalar(opcode) && !container(opcode) && !memory(opcode)) {
                call(opcode);
            }
            opcode = in.u8();
        }
        return pop();
    }

    private boolean scalar(int opcode) throws IOException {
        switch (opcode) {
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.i32());
            case 'K' -> push((long) in.u8());
            case 'M' -> push((long) in.u16());
            case 0x8a -> push(in.integer(in.u8()));
            case 'G' -> push(in.f64());
            case 'U', 0x8c -> push(in.text(in.u8()));
            case 'T', 'X' -> push(in.text(in.u31()));
            case 0x8d -> push(in.text(in.u63()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws IOException {
        switch (opcode) {
            case '(' -> mark();
            case ')', ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't', 'l' -> push(toMark());
            case 0x85 -> push(pop(1));
            case 0x86 -> push(pop(2));
            case 0x87 -> push(pop(3));
            case 'a' -> append(pop(1));
            case 'e' -> append(toMark());
            case 's' -> put(pop(2));
            case 'u' -> put(toMark());
            case 'd' -> {
                List<Object> items = toMark();
                push(new LinkedHashMap<>());
                put(items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) throws IOException {
        switch (opcode) {
            case 'q' -> memo.put(in.u8(), top());
            case 'r' -> memo.put(in.u31(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(in.u8()));
            case 'j' -> push(remembered(in.u31()));
            case '0' -> pop();
            case 0x80 -> version(in.u8());
            case 0x95 -> in.u63(); // a frame's length: all bytes are here already
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(int opcode) throws IOException {
        switch (opcode) {
            case 'c' -> push(TorchGlobal.of(in.line(), in.line()));
            case 0x93 -> {
                List<Object> names = pop(2);
                push(TorchGlobal.of(text(names.get(0)), text(names.get(1))));
            }
            case 'R' -> {
                List<Object> call = pop(2);
                push(global(call.get(0)).call(list(call.get(1))));
            }
            case 'Q' -> push(TorchStorage.of(list(pop())));
            case 'b' -> build(pop());
            default -> throw new IOException(String.format("opcode 0x%02x does not occur in weights", opcode));
        }
    }

    /** Attributes of an ordered dictionary (a module's versions): nothing that weights need. */
    private void build(Object state) throws IOException {
        if (!(top() instanceof Map) || !(state instanceof Map || state instanceof List)) {
            throw new IOException("it sets the attributes of what is no dictionary");
        }
    }

    private static void version(int version) throws IOException {
        if (version < 2 || version > 5) {
            throw new IOException("it is a pickle of version " + version + ", expected 2 to 5");
        }
    }

    private void push(Object value) throws IOException {
        if (++values > MAX_VALUES) {
            throw new IOException("it holds more than " + MAX_VALUES + " values");
        }
        stack.add(value);
    }

    private void mark() throws IOException {
        if (++values > MAX_VALUES) {
            throw new IOException("it holds more than " + MAX_VALUES + " values");
        }
        below.push(stack);
        stack = new ArrayList<>();
    }

    private List<Object> toMark() throws IOException {
        if (below.isEmpty()) {
            throw new IOException("a mark is missing");
        }
        List<Object> items = stack;
        stack = below.pop();
        return items;
    }

    private Object top() throws IOException {
        if (stack.isEmpty()) {
            throw new IOException("a value is missing");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws IOException {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> pop(int count) throws IOException {
        if (stack.size() < count) {
            throw new IOException("a value is missing");
        }
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(tail);
        tail.clear();
        return items;
    }

    private void append(List<Object> items) throws IOException {
        list(top()).addAll(items);
    }

    private void put(List<Object> items) throws IOException {
        if (!(top() instanceof Map)) {
            throw new IOException("an entry is given to what is no dictionary");
        }
        Map<Object, Object> map = map(top());
        if (items.size() % 2 != 0) {
            throw new IOException("a key is without value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            // Others could hold themselves, and never find their hash.
            if (!(items.get(i) instanceof String || items.get(i) instanceof Long)) {
                throw new IOException("a dictionary's key is neither text nor number");
            }
            map.put(items.get(i), items.get(i + 1));
        }
    }

    private Object remembered(int index) throws IOException {
        Object value = memo.get(index);
        if (value == null) {
            throw new IOException("memory " + index + " is empty");
        }
        return value;
    }

    private static TorchGlobal global(Object value) throws IOException {
        if (value instanceof TorchGlobal global) {
            return global;
        }
        throw new IOException("it calls what is no function");
    }

    static String text(Object value) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw new IOException("a text is missing");
    }

    @SuppressWarnings("unchecked") // lists are made here alone, of objects
    static List<Object> list(Object value) throws IOException {
        if (value instanceof List) {
            return (List<Object>) value;
        }
        throw new IOException("a list or tuple is missing");
    }

    @SuppressWarnings("unchecked") // maps are made here and by TorchGlobal alone, of objects
    private static Map<Object, Object> map(Object value) {
        return (Map<Object, Object>) value;
    }
}
