package org.mimika.learn.export;

import java.util.Map;
import java.util.TreeMap;
import org.mimika.learn.nn.Cost;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.train.RunInfo;
import org.mimika.learn.train.TrainedRun;

/** Where a model comes from, as keys of the ONNX file's metadata. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> of(TrainedRun run) {
        RunInfo info = run.info();
        Cost cost = CostOps.of(run.network());
        Map<String, String> keys = new TreeMap<>();
        keys.put("data.training_sha256", info.trainingSha256());
        keys.put("data.training_faces", Integer.toString(info.trainingFaces()));
        keys.put("data.public_sha256", info.publicSha256());
        keys.put("data.public_faces", Integer.toString(info.publicFaces()));
        keys.put("protocol", "trained on Training, best epoch and temperature by PublicTest, PrivateTest not used");
        keys.put("recipe", run.recipe().toString()); // all of it, on one line
        keys.put("seed", Long.toString(run.recipe().seed()));
        keys.put("epochs", Integer.toString(run.recipe().epochs()));
        keys.put("best_epoch", Integer.toString(run.progress().bestEpoch()));
        keys.put("training_seconds", Long.toString(Math.round(run.progress().seconds())));
        keys.put("code", info.code());
        keys.put("machine", info.machine());
        keys.put("parameters", Long.toString(cost.parameters()));
        keys.put("multiply_adds", Long.toString(cost.multiplyAdds()));
        return keys;
    }
}
