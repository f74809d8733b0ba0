package org.mimika.core;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.weisj.jsvg.SVGDocument;
import com.google.protobuf.ByteString;
import io.javalin.Javalin;
import io.prometheus.metrics.core.metrics.Counter;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.tensorflowlite.Interpreter;
import org.duckdb.DuckDBConnection;
import org.eclipse.jetty.server.Server;
import org.mimika.video.Frame;
import picocli.CommandLine.Option;

/**
 * Breaks every rule of the architecture at once, so that each rule is seen to bite. It is a test class: the rules look
 * at it only where their test asks them to.
 */
public final class Misbehaving {
    static int counter;

    @Option(names = "--misbehave")
    Frame upwards;

    Tensor torch;
    AVFrame ffmpeg;
    Interpreter tensorFlow;
    ObjectMapper json;
    DuckDBConnection duck;
    ModelProto graph;
    SVGDocument svg;
    ByteString bytes;
    Javalin http;
    Server jetty;
    Counter prometheus;

    void end() {
        torch = Tensor.create(1f);
        System.out.println(counter);
        new IllegalStateException().printStackTrace();
        Runtime.getRuntime().addShutdownHook(new Thread());
        System.exit(1);
    }
}
