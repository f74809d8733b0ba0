package org.mimika.learn.nn;

/**
 * Something that holds parameters, itself or in layers within it, as fields. {@link NamedParameters} names each by the
 * path of fields that leads to it: {@code stages.0.conv1.weight}.
 */
public interface Layer {}
