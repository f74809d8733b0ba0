package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The real FER2013, where the machine has it. */
class Fer2013RealTest {
    @Test
    void holdsThePublishedFacesAndVotes() {
        FaceSet faces = Datasets.loadWithVotes(FerFixtures.fer2013());
        FaceView training = faces.split(Split.TRAINING);
        FaceView publicTest = faces.split(Split.PUBLIC_TEST);
        assertArrayEquals(new int[] {3995, 436, 4097, 7215, 4830, 3171, 4965}, training.classCounts());
        assertArrayEquals(new int[] {467, 56, 496, 895, 653, 415, 607}, publicTest.classCounts());
        assertEquals("04b02392bd0d26d3b32a85e27ef631f3b8181641ae450cf6bff30f78c4ddf382", training.sha256());
        assertEquals("1f3f7b18ca57bc8b9362cd3a3975bcee5ca45964d8bc5ad363ca17492591397b", publicTest.sha256());
        assertArrayEquals(
                new float[] {4, 0, 0, 1, 3, 2, 0, 0, 0, 0}, training.votes(0).orElseThrow());
    }
}
