package org.mimika.learn.nn;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out which parameters a part of a network uses, by running it over operations that compute nothing. */
public final class UsedParameters {
    private UsedParameters() {}

    /**
     * The parameters of every layer that is given to an operation.
     *
     * @param forward the part; it gets values that mean nothing
     */
    public static Set<Parameter> of(Consumer<Ops<Object>> forward) {
        Set<Parameter> used = Collections.newSetFromMap(new IdentityHashMap<>());
        forward.accept(recording(used));
        return used;
    }

    @SuppressWarnings("unchecked") // whatever T is, its values are never looked into
    private static Ops<Object> recording(Set<Parameter> used) {
        return (Ops<Object>) Proxy.newProxyInstance(
                Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, (proxy, operation, arguments) -> {
                    for (Object argument : arguments) {
                        if (argument instanceof Layer layer) {
                            used.addAll(NamedParameters.of(layer).values());
                        } else if (argument instanceof Parameter parameter) {
                            used.add(parameter);
                        }
                    }
                    return new Object();
                });
    }
}
