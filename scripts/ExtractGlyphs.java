import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.io.File;

/**
 * Writes the outlines of a TrueType font's printable ASCII glyphs as text, for drawing without a font system:
 * java scripts/ExtractGlyphs.java Roboto-Medium.ttf > video/src/main/resources/org/mimika/video/draw/roboto-medium.txt
 */
final class ExtractGlyphs {
    private static final int EM = 2048;

    private ExtractGlyphs() {}

    public static void main(String[] args) throws Exception {
        Font font = Font.createFont(Font.TRUETYPE_FONT, new File(args[0])).deriveFont((float) EM);
        FontRenderContext context = new FontRenderContext(null, true, true);
        System.out.println("# Outlines of Roboto Medium, printable ASCII. Copyright Google Inc., Apache License 2.0.");
        System.out.println("# Made by scripts/ExtractGlyphs.java. Per line: code point, advance, contours; " + EM
                + " units to the em, y down from the baseline.");
        for (char c = 0x20; c < 0x7f; c++) {
            GlyphVector glyph = font.createGlyphVector(context, String.valueOf(c));
            StringBuilder line = new StringBuilder();
            line.append((int) c).append(' ').append(Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
            double[] p = new double[6];
            for (PathIterator i = glyph.getOutline().getPathIterator(null); !i.isDone(); i.next()) {
                int type = i.currentSegment(p);
                if (type == PathIterator.SEG_CUBICTO) {
                    throw new IllegalStateException("a cubic curve in a TrueType font");
                }
                line.append(' ').append("MLQ?Z".charAt(type));
                int numbers = type == PathIterator.SEG_CLOSE ? 0 : type == PathIterator.SEG_QUADTO ? 4 : 2;
                for (int k = 0; k < numbers; k++) {
                    line.append(' ').append(Math.round(p[k]));
                }
            }
            System.out.println(line);
        }
    }
}
