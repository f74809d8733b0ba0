package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/**
 * Turns pictures upright as their display matrix says: phones store how they were held, cameras how a photo was taken.
 * Used by one thread; the source owns and closes it.
 */
final class Upright implements AutoCloseable {
    private static final int AXES_OF_MATRIX = 9;

    private AVFilterGraph graph;
    private AVFilterContext input;
    private AVFilterContext output;
    private String description = "";

    /** Turns the picture in place; leaves it alone if it is upright already. */
    void apply(AVFrame picture) {
        apply(picture, turn(picture));
    }

    /** Turns the picture in place by this filter; leaves it alone if that is empty. */
    void apply(AVFrame picture, String turn) {
        if (turn.isEmpty()) {
            return;
        }
        // "buffer" takes pictures of one size and format: another size or turn needs another graph.
        String wanted = "buffer@in=video_size=" + picture.width() + "x" + picture.height() + ":pix_fmt="
                + picture.format() + ":time_base=1/1000:colorspace=" + picture.colorspace() + ":range="
                + picture.color_range() + "," + turn + ",buffersink@out";
        if (!wanted.equals(description)) {
            build(wanted);
        }
        Ffmpeg.check(av_buffersrc_add_frame(input, picture), "cannot rotate a picture");
        Ffmpeg.check(av_buffersink_get_frame(output, picture), "cannot rotate a picture");
    }

    private void build(String wanted) {
        close();
        graph = Ffmpeg.allocated(avfilter_graph_alloc(), "a rotation");
        graph.nb_threads(1);
        Ffmpeg.check(
                avfilter_graph_parse2(graph, wanted, new AVFilterInOut(null), new AVFilterInOut(null)),
                "cannot rotate pictures");
        Ffmpeg.check(avfilter_graph_config(graph, null), "cannot rotate pictures");
        input = avfilter_graph_get_filter(graph, "buffer@in");
        output = avfilter_graph_get_filter(graph, "buffersink@out");
        description = wanted;
    }

    /** The filter that turns this picture upright; empty if none is needed. */
    private static String turn(AVFrame picture) {
        AVFrameSideData data = av_frame_get_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX);
        if (data == null || data.isNull() || data.size() < AXES_OF_MATRIX * Integer.BYTES) {
            return "";
        }
        int[] matrix = new int[AXES_OF_MATRIX];
        new IntPointer(data.data()).get(matrix);
        return turn(matrix[0], matrix[1], matrix[3], matrix[4]);
    }

    /** The stored point (x, y) is shown at (a x + c y, b x + d y): the nearest of the eight right-angled turns. */
    static String turn(int a, int b, int c, int d) {
        if (Math.abs((long) b) + Math.abs((long) c) > Math.abs((long) a) + Math.abs((long) d)) {
            if (b > 0) {
                return c > 0 ? "transpose=cclock_flip" : "transpose=clock";
            }
            return c > 0 ? "transpose=cclock" : "transpose=clock_flip";
        }
        if (a < 0) {
            return d < 0 ? "hflip,vflip" : "hflip";
        }
        return d < 0 ? "vflip" : "";
    }

    /** The filter for an orientation as EXIF counts, 1 to 8. */
    static String turn(int orientation) {
        return switch (orientation) {
            case 2 -> "hflip";
            case 3 -> "hflip,vflip";
            case 4 -> "vflip";
            case 5 -> "transpose=cclock_flip";
            case 6 -> "transpose=clock";
            case 7 -> "transpose=clock_flip";
            case 8 -> "transpose=cclock";
            default -> "";
        };
    }

    @Override
    public void close() {
        if (graph != null) {
            avfilter_graph_free(graph);
            graph = null;
            description = "";
        }
    }
}
