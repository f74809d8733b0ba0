package org.mimika.video.draw;

import org.mimika.core.FaceBox;

/** A rectangle with round corners, in pixels; the radius is at most half of each extent. */
record RoundRect(float x, float y, float width, float height, float radius) {
    RoundRect {
        radius = Math.max(0, Math.min(radius, Math.min(width, height) / 2));
    }

    static RoundRect around(FaceBox box, float radius) {
        return new RoundRect(box.x(), box.y(), box.width(), box.height(), radius);
    }

    /** How far a point is from the edge: positive outside, negative inside. */
    float distance(float px, float py) {
        float dx = Math.abs(px - x - width / 2) - width / 2 + radius;
        float dy = Math.abs(py - y - height / 2) - height / 2 + radius;
        float outside = (float) Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
        return outside + Math.min(Math.max(dx, dy), 0) - radius;
    }

    /** The area that both rectangles share, corners taken as square. */
    float overlap(RoundRect other) {
        float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }
}
