package org.mimika.learn.report;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Where the text of an SVG lies, by the metrics of a font of this machine. */
record SvgText(String text, Shape shape) {
    private static final Pattern RISING = Pattern.compile("translate\\((\\S+) (\\S+)\\) rotate\\((\\S+)\\)");

    static List<SvgText> all(Document svg) {
        List<SvgText> texts = new ArrayList<>();
        NodeList found = svg.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(of((Element) found.item(i)));
        }
        return texts;
    }

    private static SvgText of(Element element) {
        String text = element.getTextContent();
        float size = Float.parseFloat(element.getAttribute("font-size"));
        int style = element.getAttribute("font-weight").equals("bold") ? Font.BOLD : Font.PLAIN;
        FontRenderContext context = new FontRenderContext(null, true, true);
        Rectangle2D bounds = new Font("DejaVu Sans", style, 1)
                .deriveFont(size)
                .createGlyphVector(context, text)
                .getLogicalBounds();
        // Letters reach from three quarters of their size above the line to a quarter below it.
        double width = bounds.getWidth();
        double left =
                switch (element.getAttribute("text-anchor")) {
                    case "middle" -> -width / 2;
                    case "end" -> -width;
                    default -> 0;
                };
        Rectangle2D box = new Rectangle2D.Double(left, -0.75 * size, width, size);
        AffineTransform at = new AffineTransform();
        Matcher rising = RISING.matcher(element.getAttribute("transform"));
        if (rising.matches()) {
            at.translate(Double.parseDouble(rising.group(1)), Double.parseDouble(rising.group(2)));
            at.rotate(Math.toRadians(Double.parseDouble(rising.group(3))));
        } else {
            at.translate(Double.parseDouble(element.getAttribute("x")), Double.parseDouble(element.getAttribute("y")));
        }
        return new SvgText(text, at.createTransformedShape(box));
    }

    boolean meets(SvgText other) {
        Area common = new Area(shape);
        common.intersect(new Area(other.shape));
        return !common.isEmpty();
    }
}
