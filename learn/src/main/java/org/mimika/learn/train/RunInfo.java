package org.mimika.learn.train;

import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

/**
 * Where a run comes from: {@code run.yaml}, which ends up in the ONNX file's provenance.
 *
 * @param data the file or folder that was trained on
 * @param trainingFaces faces in Training
 * @param trainingSha256 of their pixels, in order
 * @param publicFaces faces in PublicTest
 * @param publicSha256 of their pixels, in order
 * @param code version of Mimika
 * @param machine processor, system and JVM
 */
public record RunInfo(
        String data,
        int trainingFaces,
        String trainingSha256,
        int publicFaces,
        String publicSha256,
        String code,
        String machine) {
    /** Of a run on these faces, here and now. */
    public static RunInfo of(String data, FaceSet faces, String code, String machine) {
        FaceView training = faces.require(Split.TRAINING);
        FaceView publicTest = faces.require(Split.PUBLIC_TEST);
        return new RunInfo(
                data, training.size(), training.sha256(), publicTest.size(), publicTest.sha256(), code, machine);
    }
}
