package org.mimika.learn.measure;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.FaceCropper;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.learn.compare.Agreement.HeatMap;
import org.mimika.learn.compare.Picture;
import org.mimika.learn.data.FaceSet;

/** Explains models by what their own ONNX files tell, see {@link EmotionExplainer}. */
public final class OnnxExplainers implements Explainers {
    @Override
    public Optional<Explainer> open(Subject subject) {
        EmotionExplainer explainer;
        try {
            explainer = EmotionExplainer.open(subject.onnx(), ClassifierOptions.defaults());
        } catch (MimikaException e) {
            return Optional.empty(); // it has been computed with already: it does not say how, or not rightly
        }
        return Optional.of(new FromFile(explainer));
    }

    @Override
    public String version() {
        return "onnx 1";
    }

    private static final class FromFile implements Explainer {
        private final EmotionExplainer explainer;
        private final FaceCropper cropper;
        private final FloatBuffer tensor;

        FromFile(EmotionExplainer explainer) {
            this.explainer = explainer;
            cropper = new FaceCropper(explainer.metadata().input());
            tensor = FloatBuffer.allocate(explainer.metadata().input().size());
        }

        @Override
        public List<HeatMap> explain(byte[] face, Emotion answer) {
            cropper.whole(LumaPlane.of(face, FaceSet.SIDE, FaceSet.SIDE), tensor.clear());
            EmotionExplainer.Explanation explanation = explainer.explain(tensor.flip(), answer);
            float[] values = explanation.map().values();
            byte[] levels = new byte[values.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (byte) Math.round(255 * values[i]);
            }
            Picture map =
                    new Picture(explanation.map().width(), explanation.map().height(), levels);
            return List.of(new HeatMap(title(explanation.method()), map));
        }

        private static String title(EmotionExplainer.Method method) {
            return switch (method) {
                case ATTENTION_ROLLOUT -> "attention rollout";
                case GRAD_CAM -> "Grad-CAM";
            };
        }

        @Override
        public void close() {
            explainer.close();
        }
    }
}
