package org.mimika.learn.data;

/** Sums over the pixels of each face of a set, worked out once. Immutable. */
final class FaceStatistics {
    private final byte[] pixels;
    private final int[] sums;
    private final int[] squares; // at most 2304 * 255^2, which fits

    FaceStatistics(FaceSet faces) {
        this.pixels = faces.rawPixels();
        this.sums = new int[faces.size()];
        this.squares = new int[faces.size()];
        for (int row = 0; row < sums.length; row++) {
            int base = row * FaceSet.PIXELS;
            for (int i = 0; i < FaceSet.PIXELS; i++) {
                int value = pixels[base + i] & 0xff;
                sums[row] += value;
                squares[row] += value * value;
            }
        }
    }

    /** The mean grey level of a face, 0 to 255. */
    double mean(int row) {
        return (double) sums[row] / FaceSet.PIXELS;
    }

    /** The standard deviation of a face's grey levels, 0 to 127.5. */
    double deviation(int row) {
        return Math.sqrt((double) variance(row)) / FaceSet.PIXELS;
    }

    /** The correlation (Pearson) of two faces' pixels, -1 to 1; NaN if one of them is constant. */
    double correlation(int a, int b) {
        int product = 0;
        for (int i = 0, p = a * FaceSet.PIXELS, q = b * FaceSet.PIXELS; i < FaceSet.PIXELS; i++) {
            product += (pixels[p + i] & 0xff) * (pixels[q + i] & 0xff);
        }
        long covariance = (long) FaceSet.PIXELS * product - (long) sums[a] * sums[b];
        return covariance / Math.sqrt((double) variance(a) * variance(b));
    }

    /** The pixels less their mean, scaled to length 1; NaN if the face is constant. */
    float[] normalised(int row) {
        float mean = (float) mean(row);
        float scale = (float) (1 / (deviation(row) * FaceSet.SIDE)); // length is deviation * sqrt(2304)
        float[] face = new float[FaceSet.PIXELS];
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            face[i] = ((pixels[row * FaceSet.PIXELS + i] & 0xff) - mean) * scale;
        }
        return face;
    }

    /** The variance times the square of the number of pixels, exact. */
    private long variance(int row) {
        return (long) FaceSet.PIXELS * squares[row] - (long) sums[row] * sums[row];
    }
}
