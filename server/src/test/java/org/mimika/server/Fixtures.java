package org.mimika.server;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebOptions;
import org.mimika.server.rules.WebhookSecret;

/** What the tests of the server play and ask for. */
final class Fixtures {
    private static final Path CLIP = Path.of("../cli/src/main/resources/org/mimika/cli/demo.mp4");
    private static final Path PORTRAIT = Path.of("../video/src/test/resources/org/mimika/video/detect/portrait.jpg");

    private Fixtures() {}

    /** A photograph with one face. */
    static byte[] portrait() {
        try {
            return Files.readAllBytes(PORTRAIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The photograph, and beside it the same in a mirror, squeezed and darker: two faces that are not read alike. */
    static byte[] couple() throws IOException {
        BufferedImage one = ImageIO.read(PORTRAIT.toFile());
        BufferedImage two = new BufferedImage(2 * one.getWidth(), one.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = two.createGraphics();
        graphics.drawImage(one, 0, 0, null);
        graphics.drawImage(one, 2 * one.getWidth(), 0, -one.getWidth(), one.getHeight() * 9 / 10, null);
        graphics.setColor(new Color(0, 0, 0, 120));
        graphics.fillRect(one.getWidth(), 0, one.getWidth(), one.getHeight());
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(two, "jpg", jpeg);
        return jpeg.toByteArray();
    }

    static Limits limits(int sources, int sockets) {
        Limits all = Limits.DEFAULTS;
        return new Limits(
                sources,
                sockets,
                all.bodyBytes(),
                all.pixels(),
                all.frameBytes(),
                all.framePixels(),
                all.historyRows(),
                all.rules(),
                all.traffic());
    }

    static WebOptions web(Presentation presentation, Limits limits, Optional<AccessToken> token) {
        return new WebOptions("127.0.0.1", 0, List.of(), token, presentation, limits);
    }

    static ServerOptions options(WebOptions web, Optional<Path> recordings) {
        return options(web, recordings, PORTRAIT.getParent(), List.of());
    }

    static ServerOptions options(WebOptions web, Optional<Path> recordings, Path media, List<Cidr> networks) {
        return new ServerOptions(
                web,
                List.of("hybrid"),
                1,
                recordings,
                List.of(media),
                networks,
                WebhookSecret.generate(),
                Optional.of(CLIP));
    }

    static ServerOptions options() {
        return options(web(Presentation.DEFAULTS, Limits.DEFAULTS, Optional.empty()), Optional.empty());
    }
}
