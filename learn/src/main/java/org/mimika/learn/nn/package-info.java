/**
 * Networks as descriptions: layers, parameters, and the operations that join them. A network's {@code forward} is
 * written once over {@link org.mimika.learn.nn.Ops} and interpreted three times: on LibTorch, as an ONNX graph, and as a
 * count of its cost.
 */
package org.mimika.learn.nn;
