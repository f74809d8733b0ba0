package org.mimika.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses by itself, in our words: a status, and one line as JSON. */
final class FrontDoorErrors extends ErrorHandler {
    private static final int RETRY_SECONDS = 1;

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        response.write(true, body(code, message, response.getHeaders()), callback);
    }

    private static ByteBuffer body(int status, String message, HttpFields.Mutable headers) {
        Gate.HEADERS.forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        String line = status == HttpStatus.SERVICE_UNAVAILABLE_503
                ? "the server is busy with other requests: try again"
                : message == null ? HttpStatus.getMessage(status) : message;
        return ByteBuffer.wrap(Wire.object().put("error", line).toString().getBytes(StandardCharsets.UTF_8));
    }
}
