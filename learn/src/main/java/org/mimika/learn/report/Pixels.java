package org.mimika.learn.report;

import java.awt.image.BufferedImage;
import java.util.Base64;
import org.mimika.core.HeatMap;
import org.mimika.learn.chart.ChartPicture;
import org.mimika.learn.compare.Picture;

/** Small pictures as addresses that hold them. Pure functions. */
final class Pixels {
    /** What no model looked at keeps so much of its light. */
    private static final double DARK = 0.22;

    private Pixels() {}

    /** The face as it is. */
    static String face(Picture face) {
        BufferedImage image = new BufferedImage(face.width(), face.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < face.height(); y++) {
            for (int x = 0; x < face.width(); x++) {
                image.getRaster().setSample(x, y, 0, face.at(x, y));
            }
        }
        return address(image);
    }

    /** The face under a lamp that shines where the model looked: readable without colours too. */
    static String gaze(Picture face, Picture map) {
        HeatMap heat = heat(map).resized(face.width(), face.height());
        BufferedImage image = new BufferedImage(face.width(), face.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < face.height(); y++) {
            for (int x = 0; x < face.width(); x++) {
                double warmth = heat.at(x, y);
                double light = face.at(x, y) * (DARK + (1 - DARK) * warmth);
                int red = (int) Math.round(Math.min(255, light + 50 * warmth));
                int green = (int) Math.round(Math.min(255, light + 14 * warmth));
                image.setRGB(x, y, red << 16 | green << 8 | (int) Math.round(light));
            }
        }
        return address(image);
    }

    private static HeatMap heat(Picture map) {
        float[] values = new float[map.width() * map.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.at(i % map.width(), i / map.width()) / 255f;
        }
        return new HeatMap(map.width(), map.height(), values);
    }

    private static String address(BufferedImage image) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(ChartPicture.encode(image));
    }
}
