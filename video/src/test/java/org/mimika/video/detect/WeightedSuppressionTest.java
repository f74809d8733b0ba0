package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WeightedSuppressionTest {
    private static final float LIMIT = 0.3f;

    private static Candidate box(float score, float left, float top, float side) {
        float[] values = new float[Candidate.SIZE];
        values[0] = left;
        values[1] = top;
        values[2] = left + side;
        values[3] = top + side;
        for (int k = Candidate.KEY_POINTS; k < values.length; k += 2) {
            values[k] = left + side / 2;
            values[k + 1] = top + side / 2;
        }
        return new Candidate(score, values);
    }

    @Provide
    Arbitrary<List<Candidate>> crowds() {
        Arbitrary<Float> share = Arbitraries.floats().between(0, 1);
        Arbitrary<Float> extent = Arbitraries.floats().between(0.01f, 0.5f);
        return Combinators.combine(Arbitraries.floats().between(0.1f, 1), share, share, extent)
                .as(WeightedSuppressionTest::box)
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void everyCandidateEndsInOneFaceAndFacesStayInsideWhatWasSeen(@ForAll("crowds") List<Candidate> crowd) {
        List<Candidate> faces = WeightedSuppression.apply(crowd, LIMIT);
        assertEquals(crowd.isEmpty(), faces.isEmpty());
        assertTrue(faces.size() <= crowd.size());
        for (int i = 0; i < Candidate.SIZE; i++) {
            int value = i;
            double least =
                    crowd.stream().mapToDouble(c -> c.values()[value]).min().orElse(0);
            double most =
                    crowd.stream().mapToDouble(c -> c.values()[value]).max().orElse(0);
            for (Candidate face : faces) {
                assertTrue(face.values()[i] >= least - 1e-5 && face.values()[i] <= most + 1e-5);
            }
        }
        for (int i = 1; i < faces.size(); i++) {
            assertTrue(faces.get(i - 1).score() >= faces.get(i).score(), "best first");
        }
    }

    @Property(tries = 100)
    void orderOfTheAnswersDoesNotMatter(@ForAll("crowds") List<Candidate> crowd, @ForAll int seed) {
        List<Candidate> distinct = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            distinct.add(new Candidate(0.2f + 0.02f * i, crowd.get(i).values()));
        }
        List<Candidate> expected = WeightedSuppression.apply(distinct, LIMIT);
        Collections.shuffle(distinct, new Random(seed));
        List<Candidate> actual = WeightedSuppression.apply(distinct, LIMIT);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).values(), actual.get(i).values(), 1e-6f);
        }
    }

    @Example
    void boxesApartStayAsTheyAre() {
        List<Candidate> apart = List.of(box(0.9f, 0, 0, 0.2f), box(0.8f, 0.5f, 0, 0.2f), box(0.7f, 0, 0.5f, 0.2f));
        List<Candidate> faces = WeightedSuppression.apply(apart, LIMIT);
        assertEquals(3, faces.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(apart.get(i).score(), faces.get(i).score());
            assertArrayEquals(apart.get(i).values(), faces.get(i).values(), 1e-6f);
        }
    }

    @Example
    void overlappingBoxesBecomeTheirMeanByScore() {
        List<Candidate> faces =
                WeightedSuppression.apply(List.of(box(0.25f, 0.14f, 0, 0.4f), box(0.75f, 0.1f, 0, 0.4f)), LIMIT);
        assertEquals(1, faces.size());
        assertEquals(0.75f, faces.get(0).score());
        assertEquals(0.11f, faces.get(0).values()[0], 1e-6f);
        assertEquals(0.51f, faces.get(0).values()[2], 1e-6f);
        assertEquals(0.31f, faces.get(0).values()[Candidate.KEY_POINTS], 1e-6f);
    }
}
