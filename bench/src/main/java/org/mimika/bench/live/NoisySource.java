package org.mimika.bench.live;

import java.nio.ByteBuffer;
import java.util.Random;
import org.mimika.core.LumaPlane;
import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.PixelLayout;
import org.mimika.video.SourceInfo;

/**
 * A source as a cheap camera in poor light shows it: each pixel of each frame off by a normal deviation of its own, the
 * same in every run. The scaled picture, where pixels are means, gets half the deviation.
 */
final class NoisySource implements FrameSource {
    private final FrameSource source;
    private final double sigma;

    /**
     * Takes the source over.
     *
     * @param sigma the deviation in grey levels, 0 for the source as it is
     */
    NoisySource(FrameSource source, double sigma) {
        this.source = source;
        this.sigma = sigma;
    }

    @Override
    public SourceInfo info() {
        return source.info();
    }

    @Override
    public Frame read() {
        Frame frame = source.read();
        return frame == null || sigma == 0 ? frame : new Noisy(frame, sigma);
    }

    @Override
    public long skipped() {
        return source.skipped();
    }

    @Override
    public void close() {
        source.close();
    }

    private static final class Noisy extends ForwardingFrame {
        private final double sigma;

        Noisy(Frame frame, double sigma) {
            super(frame);
            this.sigma = sigma;
        }

        @Override
        public LumaPlane luma() {
            LumaPlane clean = super.luma();
            byte[] noisy = new byte[clean.stride() * clean.height()];
            Random random = new Random(index());
            for (int y = 0; y < clean.height(); y++) {
                for (int x = 0; x < clean.width(); x++) {
                    noisy[y * clean.stride() + x] = off(clean.at(x, y), sigma, random);
                }
            }
            return new LumaPlane(
                    ByteBuffer.wrap(noisy), clean.width(), clean.height(), clean.stride(), clean.fullRange());
        }

        @Override
        public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
            super.scale(layout, out, w, h);
            Random random = new Random(~index());
            int end = out.position() + layout.bytes(w, h);
            for (int i = out.position(); i < end; i++) {
                out.put(i, off(out.get(i) & 0xff, sigma / 2, random));
            }
        }

        private static byte off(int level, double sigma, Random random) {
            return (byte) Math.max(0, Math.min(255, Math.round(level + sigma * random.nextGaussian())));
        }
    }
}
