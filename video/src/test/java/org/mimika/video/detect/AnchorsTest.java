package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnchorsTest {
    /** Cell middles in input pixels, written out layer by layer as the networks' model cards describe them. */
    private static List<float[]> plain(BlazeFaceModel model) {
        List<float[]> points = new ArrayList<>();
        if (model == BlazeFaceModel.SHORT_RANGE) {
            addGrid(points, 16, 8, 2);
            addGrid(points, 8, 16, 6);
        } else {
            addGrid(points, 48, 4, 1);
        }
        return points;
    }

    private static void addGrid(List<float[]> points, int cells, int stride, int perCell) {
        for (int cell = 0; cell < cells * cells; cell++) {
            for (int i = 0; i < perCell; i++) {
                points.add(new float[] {(cell % cells) * stride + stride / 2f, (cell / cells) * stride + stride / 2f});
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areTheMiddlesOfTheCells(BlazeFaceModel model) {
        List<float[]> expected = plain(model);
        Anchors anchors = model.anchors();
        assertEquals(model == BlazeFaceModel.SHORT_RANGE ? 896 : 2304, anchors.count());
        assertEquals(expected.size(), anchors.count());
        for (int i = 0; i < anchors.count(); i++) {
            assertEquals(expected.get(i)[0], anchors.x(i) * model.inputSize(), 1e-4, "x of anchor " + i);
            assertEquals(expected.get(i)[1], anchors.y(i) * model.inputSize(), 1e-4, "y of anchor " + i);
        }
    }
}
