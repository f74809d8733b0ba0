package org.mimika.video;

import java.util.List;

/** Gives faces identities that last from frame to frame. Used by one thread at a time, in the order of the frames. */
public interface FaceTracker {
    /** A frame that the detector looked at: the faces visible in it, with their identities (from 1, never reused). */
    List<TrackedFace> update(Frame frame, List<Detection> detections);

    /** A frame between two detections: where the known faces are now. */
    List<TrackedFace> follow(Frame frame);

    /** Forgets all faces (a cut, or the next picture of a collection); numbering goes on. */
    void reset();
}
