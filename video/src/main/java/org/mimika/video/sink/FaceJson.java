package org.mimika.video.sink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.video.FaceResult;

/** A face as JSON; names, units and rounding are those of {@link CsvSink}. */
public final class FaceJson {
    private FaceJson() {}

    /** {@code {"track":1,"x":..,"y":..,"width":..,"height":..,"face_score":..,"emotion":"happy","confidence":..,"scores":{..}}}. */
    public static ObjectNode node(FaceResult face) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("track", face.track())
                .put("x", Decimals.one(face.box().x()))
                .put("y", Decimals.one(face.box().y()))
                .put("width", Decimals.one(face.box().width()))
                .put("height", Decimals.one(face.box().height()))
                .put("face_score", Decimals.four(face.faceScore()))
                .put("emotion", face.shown().label())
                .put("confidence", Decimals.four(face.confidence()));
        node.set("scores", scores(face.scores()));
        return node;
    }

    /** {@code {"angry":..,"disgust":..,..}}. */
    public static ObjectNode scores(EmotionScores scores) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Emotion emotion : Emotion.all()) {
            node.put(emotion.label(), Decimals.four(scores.of(emotion)));
        }
        return node;
    }
}
