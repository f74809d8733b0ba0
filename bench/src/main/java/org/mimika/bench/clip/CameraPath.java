package org.mimika.bench.clip;

import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * A virtual camera over a still picture: it comes to rest at each key and eases from one to the next. Its view is
 * pushed inwards where it would reach over the picture's edge.
 */
record CameraPath(List<Key> keys, int pictureWidth, int pictureHeight) {
    /**
     * Where the camera rests.
     *
     * @param seconds when
     * @param x the picture's column in the middle of the view
     * @param y the picture's row in the middle of the view
     * @param zoom pixels of the view per pixel of the picture
     * @param tilt degrees by which the picture is turned clockwise
     * @param light what each sample is multiplied by, 0 to 1
     */
    record Key(double seconds, double x, double y, double zoom, double tilt, double light) {}

    CameraPath {
        keys = List.copyOf(keys);
    }

    /** The length of the clip. */
    double seconds() {
        return keys.get(keys.size() - 1).seconds();
    }

    /** Where the camera is at this time. */
    Key at(double seconds) {
        Key from = keys.get(0);
        for (Key to : keys) {
            if (to.seconds() >= seconds && to.seconds() > from.seconds()) {
                double t = Math.max(0, (seconds - from.seconds()) / (to.seconds() - from.seconds()));
                double ease = t * t * t * (t * (6 * t - 15) + 10);
                return new Key(
                        seconds,
                        mix(from.x, to.x, ease),
                        mix(from.y, to.y, ease),
                        mix(from.zoom, to.zoom, ease),
                        mix(from.tilt, to.tilt, ease),
                        mix(from.light, to.light, ease));
            }
            from = to;
        }
        return from;
    }

    /** The transform from the picture's pixels to those of a view of this size. */
    AffineTransform view(Key key, int width, int height) {
        double sin = Math.abs(Math.sin(Math.toRadians(key.tilt())));
        double cos = Math.cos(Math.toRadians(key.tilt()));
        double reachX = (width * cos + height * sin) / (2 * key.zoom()) + 1;
        double reachY = (height * cos + width * sin) / (2 * key.zoom()) + 1;
        AffineTransform view = new AffineTransform();
        view.translate(width / 2.0, height / 2.0);
        view.rotate(Math.toRadians(key.tilt()));
        view.scale(key.zoom(), key.zoom());
        view.translate(-inside(key.x(), reachX, pictureWidth), -inside(key.y(), reachY, pictureHeight));
        return view;
    }

    private static double inside(double center, double reach, int extent) {
        return reach * 2 >= extent ? extent / 2.0 : Math.min(Math.max(center, reach), extent - reach);
    }

    private static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
