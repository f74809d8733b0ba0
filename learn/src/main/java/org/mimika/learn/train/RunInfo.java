package org.mimika.learn.train;

import java.util.Objects;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

/**
 * Where a run comes from: {@code run.yaml}, which ends up in the ONNX file's provenance. A hash that is empty was not
 * taken: runs of older versions have those of pixels alone.
 *
 * @param data the file or folder that was trained on
 * @param trainingFaces faces in Training
 * @param trainingSha256 of their pixels, in order
 * @param trainingLabelsSha256 of their labels, in order
 * @param trainingVotesSha256 of their FER+ votes, in order; also empty where the recipe uses none
 * @param publicFaces faces in PublicTest
 * @param publicSha256 of their pixels, in order; empty if there are none, as pre-training needs none
 * @param publicLabelsSha256 of their labels, in order
 * @param code version of Mimika
 * @param machine processor, system and JVM
 */
public record RunInfo(
        String data,
        int trainingFaces,
        String trainingSha256,
        String trainingLabelsSha256,
        String trainingVotesSha256,
        int publicFaces,
        String publicSha256,
        String publicLabelsSha256,
        String code,
        String machine) {
    /** Takes a key that an older run's file lacks for an empty hash. */
    public RunInfo {
        trainingLabelsSha256 = Objects.requireNonNullElse(trainingLabelsSha256, "");
        trainingVotesSha256 = Objects.requireNonNullElse(trainingVotesSha256, "");
        publicLabelsSha256 = Objects.requireNonNullElse(publicLabelsSha256, "");
    }

    /**
     * Of a run on these faces, here and now.
     *
     * @throws org.mimika.core.MimikaException if Training is empty; or PublicTest, unless the recipe trains without labels
     */
    public static RunInfo of(String data, FaceSet faces, Recipe recipe, String code, String machine) {
        FaceView training = faces.require(Split.TRAINING);
        FaceView publicTest =
                recipe.pretraining().any() ? faces.split(Split.PUBLIC_TEST) : faces.require(Split.PUBLIC_TEST);
        boolean chosen = publicTest.size() > 0;
        return new RunInfo(
                data,
                training.size(),
                training.sha256(),
                training.labelsSha256(),
                training.votesSha256().orElse(""),
                publicTest.size(),
                chosen ? publicTest.sha256() : "",
                chosen ? publicTest.labelsSha256() : "",
                code,
                machine);
    }

    /** Whether another run would see the same Training and PublicTest, as far as both have hashes. */
    public boolean hasDataOf(RunInfo other) {
        return agree(trainingSha256, other.trainingSha256)
                && agree(trainingLabelsSha256, other.trainingLabelsSha256)
                && agree(trainingVotesSha256, other.trainingVotesSha256)
                && agree(publicSha256, other.publicSha256)
                && agree(publicLabelsSha256, other.publicLabelsSha256);
    }

    /** Whether this is the PublicTest that the run was chosen on, as far as the run has hashes. */
    public boolean wasChosenOn(FaceView publicTest) {
        return agree(publicSha256, publicTest.sha256()) && agree(publicLabelsSha256, publicTest.labelsSha256());
    }

    private static boolean agree(String before, String now) {
        return before.isEmpty() || now.isEmpty() || before.equals(now);
    }
}
