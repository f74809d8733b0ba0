package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.live.Veil;

/** What others see of somebody's own camera; who sends it has the pictures, and gets none back. */
class CameraBlurTest {
    @RegisterExtension
    static final RunningServer PLAIN = new RunningServer();

    @RegisterExtension
    static final RunningServer VEILED = new RunningServer(folder -> Fixtures.options(
            Fixtures.web(new Presentation(false, Veil.FACES, 0.45f), Limits.DEFAULTS, Optional.empty()),
            Optional.empty()));

    /** A picture that left the server, and where its face is. */
    private record Seen(BufferedImage picture, Rectangle face) {
        /** The mean step from one pixel to the next in the middle of the face. */
        double detail() {
            Rectangle middle = new Rectangle(face);
            middle.grow(-face.width / 4, -face.height / 4);
            return detail(middle);
        }

        /** The same along the picture's left edge, beside the face. */
        double detailElsewhere() {
            return detail(new Rectangle(0, 0, face.x / 3, picture.getHeight()));
        }

        private double detail(Rectangle where) {
            double sum = 0;
            for (int y = where.y; y < where.y + where.height; y++) {
                for (int x = where.x + 1; x < where.x + where.width; x++) {
                    sum += Math.abs((picture.getRGB(x, y) >> 8 & 0xff) - (picture.getRGB(x - 1, y) >> 8 & 0xff));
                }
            }
            return sum / where.width / where.height;
        }
    }

    private static Seen seen(TestClient client, String change) throws IOException {
        return seen(client, "camera", change);
    }

    /** Sends the portrait, after this change if there is one, and looks at it as another client does. */
    private static Seen seen(TestClient client, String path, String change) throws IOException {
        try (TestClient.Socket camera = client.open(path)) {
            JsonNode source = camera.next("source");
            String id = source.get("id").asText();
            if (!change.isEmpty()) {
                TestClient.ok(client.send("PATCH", "sources/" + id, change));
            }
            try (TestClient.Socket other = client.open("sources/" + id + "/live?picture=1")) {
                other.next("status");
                camera.send(Fixtures.portrait());
                JsonNode result = camera.next("result");
                byte[] message = other.picture();
                assertFalse(camera.hasPicture(), "a picture came back");
                int header = Integer.BYTES + ByteBuffer.wrap(message).getInt();
                BufferedImage picture =
                        ImageIO.read(new ByteArrayInputStream(message, header, message.length - header));
                assertEquals(1, result.get("people").asInt());
                double scale = picture.getWidth() / result.get("width").asDouble();
                JsonNode face = result.get("faces").get(0);
                return new Seen(
                        picture,
                        new Rectangle(
                                (int) (scale * face.get("x").asDouble()),
                                (int) (scale * face.get("y").asDouble()),
                                (int) (scale * face.get("width").asDouble()),
                                (int) (scale * face.get("height").asDouble())));
            }
        }
    }

    @Test
    void facesOfABrowsersCameraAreHiddenFromWhoeverLooks() throws IOException {
        Seen open = seen(PLAIN.client(), "");
        for (Seen hidden : new Seen[] {
            seen(VEILED.client(), ""),
            seen(PLAIN.client(), "{\"blur\":\"faces\"}"),
            seen(PLAIN.client(), "camera?blur=faces", "")
        }) {
            assertEquals(open.face(), hidden.face());
            assertTrue(
                    hidden.detail() < open.detail() / 2,
                    () -> "the face is there: " + hidden.detail() + " of " + open.detail());
            assertEquals(open.detailElsewhere(), hidden.detailElsewhere(), 0.1 * open.detailElsewhere());
        }
    }

    @Test
    void aCameraThatAsksForWhatIsNotGivenIsRefused() {
        try (TestClient.Socket camera = VEILED.client().open("camera?blur=none")) {
            String message = camera.next("error").get("message").asText();
            assertTrue(message.contains("--blur faces"), message);
        }
        try (TestClient.Socket camera = PLAIN.client().open("camera?blur=eyes")) {
            String message = camera.next("error").get("message").asText();
            assertTrue(message.contains("'eyes'"), message);
        }
    }
}
