package org.mimika.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mimika.core.MimikaException;
import org.mimika.server.live.ModelShelf;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.source.PictureDecoder;
import org.mimika.video.source.SourceOptions;

/**
 * {@code POST /faces}: pictures in, faces out, nothing kept. Only so many are decoded at once, and few
 * more are read meanwhile ({@link Traffic#pictures}), so that their memory is bounded; who comes when all are busy waits, and hears after {@value #PATIENCE_SECONDS} s that the server is busy.
 */
final class FaceRoutes {
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 10;
    private static final int MOST_FILES = 32;

    private final ModelShelf models;
    private final Wire wire;
    private final SourceOptions decoding;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    FaceRoutes(ModelShelf models, Wire wire, long pixels) {
        this.models = models;
        this.wire = wire;
        decoding = new SourceOptions(1, pixels, SourceOptions.DEFAULTS.timeout());
    }

    void add(RoutesConfig routes, String root) {
        routes.post(root + "/faces", this::faces);
    }

    private void faces(Context context) throws InterruptedException {
        String model = context.queryParam("model");
        ModelShelf.Entry reader = models.get(model == null ? models.defaultName() : model);
        // All of it is read first: who sends slowly keeps no place from others.
        Function<PictureDecoder, ObjectNode> work =
                context.isMultipartFormData() ? batch(files(context), reader) : one(body(context), reader);
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            context.header("Retry-After", Integer.toString(PATIENCE_SECONDS));
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "the server is busy with other pictures: try again");
        }
        try (PictureDecoder decoder = new PictureDecoder(decoding)) {
            Answers.json(context, work.apply(decoder));
        } finally {
            places.release();
        }
    }

    private static byte[] body(Context context) {
        byte[] body = context.bodyAsBytes();
        if (body.length == 0) {
            throw Problem.bad("the body is empty: expected a picture, or several as multipart/form-data");
        }
        return body;
    }

    private static List<UploadedFile> files(Context context) {
        List<UploadedFile> files = context.uploadedFiles();
        if (files.isEmpty()) {
            throw Problem.bad("there is no file in the form: expected one or more pictures");
        }
        if (files.size() > MOST_FILES) {
            throw Problem.bad("there are " + files.size() + " files in the form: expected at most " + MOST_FILES);
        }
        return files;
    }

    private Function<PictureDecoder, ObjectNode> one(byte[] body, ModelShelf.Entry reader) {
        return decoder -> found("the picture", body, decoder, reader)
                .put("schema", Wire.SCHEMA)
                .put("model", reader.name());
    }

    /** One that is no picture does not spoil the others. */
    private Function<PictureDecoder, ObjectNode> batch(List<UploadedFile> files, ModelShelf.Entry reader) {
        return decoder -> {
            ArrayNode results = Wire.array();
            for (UploadedFile file : files) {
                try (InputStream content = file.content()) {
                    results.add(found(file.filename(), content.readAllBytes(), decoder, reader)
                            .put("name", file.filename()));
                } catch (MimikaException e) {
                    results.add(Wire.object().put("name", file.filename()).put("error", e.getMessage()));
                } catch (IOException e) {
                    throw Problem.bad(file.filename() + " cannot be read: " + e.getMessage());
                }
            }
            ObjectNode answer = Wire.object().put("schema", Wire.SCHEMA).put("model", reader.name());
            return answer.set("results", results);
        };
    }

    private ObjectNode found(String name, byte[] picture, PictureDecoder decoder, ModelShelf.Entry reader) {
        try (Frame frame = decoder.decode(name, ByteBuffer.wrap(picture), 0, 0)) {
            List<FaceResult> faces = models.faces(frame, reader);
            return wire.picture(frame.width(), frame.height(), faces);
        }
    }
}
