package org.mimika.video;

import ai.onnxruntime.OrtSession;

/** Reaches for ONNX Runtime past {@code core}, see {@link org.mimika.core.Misbehaving}. */
public final class MisbehavingOnnx {
    OrtSession session;
}
