package org.mimika.examples;

import org.mimika.api.Mimika;

/** The emotions in a picture. */
public final class ClassifyPicture {
    private ClassifyPicture() {}

    /** {@code ClassifyPicture PICTURE}. */
    public static void main(String[] args) {
        String picture = args[0];
        try (Mimika mimika = Mimika.open()) {
            mimika.faces(picture).forEach(face -> System.out.println(face.shown() + " " + face.confidence()));
        }
    }
}
