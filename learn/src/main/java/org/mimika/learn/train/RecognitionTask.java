package org.mimika.learn.train;

import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Metrics;
import org.mimika.learn.eval.Predictions;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchInference;
import org.mimika.learn.torch.TorchWeights;

/** Learns the labels of Training; judged by the accuracy on PublicTest. */
final class RecognitionTask implements Task {
    private final Recipe recipe;
    private final Trainee trainee;
    private final FaceView training;
    private final FaceView publicTest;

    RecognitionTask(Recipe recipe, FaceSet faces) {
        this.recipe = recipe;
        training = faces.require(Split.TRAINING);
        publicTest = faces.require(Split.PUBLIC_TEST);
        trainee = Trainee.of(recipe);
    }

    @Override
    public Layer trainee() {
        return trainee;
    }

    @Override
    public Network network() {
        return trainee.network();
    }

    @Override
    public int faces() {
        return training.size();
    }

    @Override
    public String header() {
        return EpochReport.HEADER;
    }

    @Override
    public TrainingStep step(TorchWeights weights) {
        return new Step(recipe, trainee, weights, training);
    }

    @Override
    public EpochRow judge(TorchWeights average, Finished epoch) {
        boolean bf16 = recipe.precision().isBf16(average.device());
        Predictions predictions = TorchInference.predict(trainee.network(), average, publicTest, bf16, done -> {});
        return new EpochReport(
                epoch.epoch(),
                epoch.rate(),
                epoch.trainLoss(),
                Calibration.nll(predictions, 1),
                Metrics.of(ConfusionMatrix.of(predictions)).accuracy(),
                epoch.seconds().getAsDouble());
    }
}
