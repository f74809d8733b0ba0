package org.mimika.video.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.nio.file.Path;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/**
 * One JSON object a line and frame: {@code {"frame":0,"pts_ms":0,"model":"hybrid","faces":[{"track":1,"x":..,
 * "y":..,"width":..,"height":..,"face_score":..,"emotion":"happy","confidence":..,"scores":{"angry":..,...}}]}}. Names,
 * units and rounding are those of {@link CsvSink}; {@code model} is null where nobody said. UTF-8, line feeds.
 */
public final class JsonLinesSink implements ResultSink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TextOutput out;

    private JsonLinesSink(TextOutput out) {
        this.out = out;
    }

    /**
     * Creates or empties a file.
     *
     * @throws org.mimika.core.MimikaException if it cannot be written
     */
    public static JsonLinesSink file(Path file) {
        return new JsonLinesSink(TextOutput.file(file));
    }

    /** Writes to a stream, which stays open. */
    public static JsonLinesSink stream(String name, OutputStream out) {
        return new JsonLinesSink(TextOutput.stream(name, out));
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        ObjectNode object = JSON.createObjectNode();
        object.put("frame", result.index())
                .put("pts_ms", result.ptsMillis())
                .put("model", result.model().isEmpty() ? null : result.model());
        var faces = object.putArray("faces");
        result.faces().forEach(face -> faces.add(FaceJson.node(face)));
        out.line(object.toString());
    }

    @Override
    public void close() {
        out.close();
    }
}
