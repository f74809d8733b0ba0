package org.mimika.examples;

import org.mimika.api.Mimika;
import org.mimika.video.live.LiveSession;

/** The emotions that a camera, a stream or a file shows, while it goes on. */
public final class WatchCamera {
    private WatchCamera() {}

    /** {@code WatchCamera camera:0}, or a path, or an {@code rtsp://}, {@code http://} or {@code https://} address. */
    public static void main(String[] args) throws InterruptedException {
        String input = args[0];
        try (Mimika mimika = Mimika.open();
                LiveSession camera = mimika.watch(input, seen -> seen.faces()
                        .forEach(face -> System.out.println("person " + face.track() + ": " + face.shown())))) {
            camera.join();
        }
    }
}
