package org.mimika.learn.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Draws charts as PNG, from their SVG: what one file shows, the other shows too. Pure functions; need no display. */
public final class ChartPicture {
    /** Pixels to a unit of the drawing: about 300 to an inch where a chart is as wide as a column of a paper. */
    private static final int SCALE = 3;

    private ChartPicture() {}

    /** The bytes of a PNG file. */
    public static byte[] png(Chart chart) {
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(chart.file().getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        if (document == null) {
            throw new IllegalStateException("the chart " + chart.id() + " is no SVG that can be drawn");
        }
        int width = (int) Math.round(chart.width() * SCALE);
        int height = (int) Math.round(chart.height() * SCALE);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            document.render((Component) null, graphics, new ViewBox(width, height));
        } finally {
            graphics.dispose();
        }
        return encode(picture);
    }

    /** The bytes of a PNG file of a picture. */
    public static byte[] encode(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
