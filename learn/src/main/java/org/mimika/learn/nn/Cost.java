package org.mimika.learn.nn;

/**
 * What a network costs for one face.
 *
 * @param parameters learned values
 * @param multiplyAdds of convolutions, linear layers and matrix products; the rest is small beside them
 * @param activationBytes of all values that the forward pass produces, in f32: what training has to keep, an upper
 *     bound for inference
 */
public record Cost(long parameters, long multiplyAdds, long activationBytes) {}
