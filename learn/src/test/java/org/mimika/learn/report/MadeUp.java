package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.Agreement;
import org.mimika.learn.compare.DataFacts;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.compare.Environment;
import org.mimika.learn.compare.McNemar;
import org.mimika.learn.compare.Memory;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Picture;
import org.mimika.learn.compare.Protocol;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.Robustness;
import org.mimika.learn.compare.Share;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.compare.Training;
import org.mimika.learn.compare.Verdict;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.Interval;

/** Whole reports of made-up figures that hang together, from a few facts about each network. */
final class MadeUp {
    /** How many faces each emotion has in FER2013's PublicTest. */
    private static final int[] SUPPORT = {467, 56, 496, 895, 653, 415, 607};

    static final int N = IntStream.of(SUPPORT).sum();

    private final List<Net> nets;
    private final boolean timed;
    private final boolean quick;

    /**
     * A network.
     *
     * @param right faces that it recognises
     * @param millis for one face with one thread
     * @param learned whether it tells how it was trained
     */
    record Net(String name, String title, Sort sort, int right, double millis, boolean learned) {}

    MadeUp(List<Net> nets, boolean timed, boolean quick) {
        this.nets = nets;
        this.timed = timed;
        this.quick = quick;
    }

    /** The hybrid ahead in both. */
    static Report three() {
        return new MadeUp(
                        List.of(
                                new Net("resnet50", "ResNet50", Sort.CNN, 2310, 21.4, true),
                                new Net("vit", "Vision Transformer", Sort.TRANSFORMER, 2105, 6.35, true),
                                new Net("hybrid", "Hybrid", Sort.HYBRID, 2471, 4.87, true)),
                        true,
                        false)
                .report();
    }

    Report report() {
        List<ModelFacts> models = nets.stream().map(this::model).toList();
        List<Recognition> recognition = nets.stream().map(MadeUp::recognition).toList();
        List<PairTest> pairs = new ArrayList<>();
        for (int i = 0; i < nets.size(); i++) {
            for (int j = i + 1; j < nets.size(); j++) {
                pairs.add(pair(nets.get(i), nets.get(j)));
            }
        }
        List<PairTest> corrected = McNemar.holm(pairs);
        List<Timing> timings = timed ? timings() : List.of();
        return new Report(
                Report.VERSION,
                new Protocol(
                        "mimika compare --data fer2013.csv --seed 7 --out report",
                        "2026-11-22T17:04:00Z",
                        7,
                        quick,
                        List.of(1, 8, 64),
                        List.of(1, 2),
                        quick ? 30 : 200,
                        500),
                new Environment(
                        "Intel Xeon Platinum 8481C CPU @ 2.70GHz",
                        2,
                        16L << 30,
                        quick ? -1 : 0.12,
                        "Linux 6.1 amd64",
                        "17.0.15+6",
                        "1.29.0",
                        "0.1.0 (4476eac)"),
                data(),
                models,
                recognition,
                timings,
                timed
                        ? IntStream.of(1, 64)
                                .boxed()
                                .flatMap(batch -> nets.stream()
                                        .map(net -> new Memory(
                                                net.name(),
                                                batch,
                                                OptionalLong.of(310_000_000L + 1_000_000L * batch),
                                                OptionalLong.of(182_000_000L))))
                                .toList()
                        : List.of(),
                corrected,
                agreement(),
                robustness(),
                PaperFigure.all(),
                Verdict.of(models, recognition, corrected, timings));
    }

    private ModelFacts model(Net net) {
        List<Training.Epoch> curve = new ArrayList<>();
        for (int epoch = 1; epoch <= 40; epoch++) {
            double accuracy = net.right() / (double) N * (1 - 0.55 * Math.exp(-epoch / 7.0)) + 0.006 * Math.sin(epoch);
            curve.add(new Training.Epoch(epoch, accuracy, 2 - 0.02 * epoch, Double.NaN, 310.0 * epoch));
        }
        Training training = net.learned()
                ? new Training(
                        OptionalLong.of(40),
                        OptionalLong.of(net.sort() == Sort.OTHER ? 0 : 38), // the others are best as they began
                        38 * 310.0,
                        "Intel Xeon, 2 processors, Linux, Java 17",
                        "model: hybrid\nepochs: 40\noptimiser:\n  rate: 0.0015",
                        "c0ffee".repeat(10) + "beef",
                        curve)
                : Training.unknown();
        return new ModelFacts(
                net.name(),
                net.title(),
                net.sort(),
                net.name(),
                new ModelFacts.Source(
                        ModelFacts.Kind.values()[nets.indexOf(net) % ModelFacts.Kind.values().length], net.name()),
                new ModelFacts.ModelFile("0123456789abcdef".repeat(4), 4_812_345L * (1 + nets.indexOf(net)), "f16"),
                new ModelFacts.Input(48, 48, 1),
                net.learned()
                        ? new ModelFacts.Cost(OptionalLong.of(23_522_375L), OptionalLong.of(1_213_000_000L))
                        : new ModelFacts.Cost(OptionalLong.empty(), OptionalLong.empty()),
                training);
    }

    static Recognition recognition(Net net) {
        List<List<Integer>> confusion = new ArrayList<>();
        int left = net.right();
        for (int truth = 0; truth < SUPPORT.length; truth++) {
            int right = truth == SUPPORT.length - 1
                    ? Math.min(left, SUPPORT[truth])
                    : Math.min(SUPPORT[truth], (int) Math.round(SUPPORT[truth] * net.right() / (double) N));
            left -= right;
            int[] row = new int[SUPPORT.length];
            row[truth] = right;
            for (int wrong = 0; wrong < SUPPORT[truth] - right; wrong++) {
                row[(truth + 1 + wrong * wrong % 6) % 7]++;
            }
            confusion.add(IntStream.of(row).boxed().toList());
        }
        int right = IntStream.range(0, 7).map(k -> confusion.get(k).get(k)).sum();
        Map<String, ClassMetrics> perClass = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.all()) {
            int k = emotion.ordinal();
            double hits = confusion.get(k).get(k);
            int answered = confusion.stream().mapToInt(row -> row.get(k)).sum();
            perClass.put(
                    emotion.label(),
                    new ClassMetrics(
                            hits / answered, hits / SUPPORT[k], 2 * hits / (answered + SUPPORT[k]), SUPPORT[k]));
        }
        return new Recognition(
                net.name(), Share.of(right, N), 0.641, new Interval(0.622, 0.659), calibration(), perClass, confusion);
    }

    private static Recognition.CalibrationFigures calibration() {
        List<Recognition.ReliabilityBin> bins = new ArrayList<>();
        for (int bin = 0; bin < 15; bin++) {
            int n = bin < 3 ? 0 : 60 + 11 * bin * bin % 400;
            double middle = (bin + 0.5) / 15;
            bins.add(new Recognition.ReliabilityBin(
                    bin / 15.0,
                    (bin + 1) / 15.0,
                    n,
                    n == 0 ? Double.NaN : middle,
                    n == 0 ? Double.NaN : middle * 0.95));
        }
        return new Recognition.CalibrationFigures(
                1.2345, 0.0304, new Interval(0.0211, 0.0399), 0.0217, 0.982, new Interval(0.953, 1.011), bins);
    }

    private static PairTest pair(Net first, Net second) {
        int one = recognition(first).accuracy().right();
        int other = recognition(second).accuracy().right();
        int both = Math.min(one, other) - 260;
        return McNemar.test(
                first.name(),
                second.name(),
                new PairTest.Counts(both, one - both, other - both, N - one - other + both));
    }

    private List<Timing> timings() {
        List<Timing> timings = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            for (int batch : new int[] {1, 8, 64}) {
                for (Net net : nets) {
                    double millis = net.millis() * Math.pow(batch, 0.86) / Math.pow(threads, 0.7);
                    timings.add(new Timing(
                            net.name(),
                            batch,
                            threads,
                            200,
                            millis,
                            new Interval(0.98 * millis, 1.03 * millis),
                            1.31 * millis,
                            batch / millis * 1e3));
                }
            }
        }
        return timings;
    }

    private DataFacts data() {
        Map<String, Integer> byClass = new LinkedHashMap<>();
        Emotion.all().forEach(emotion -> byClass.put(emotion.label(), SUPPORT[emotion.ordinal()]));
        Map<String, Share> without = new LinkedHashMap<>();
        nets.forEach(net -> without.put(net.name(), Share.of(net.right() - 90, N - 140)));
        return new DataFacts(
                "fer2013.csv",
                "PublicTest",
                N,
                "feedface".repeat(8),
                List.of(
                        new DataFacts.SplitCount("Training", 28_709, byClass, "ab".repeat(32)),
                        new DataFacts.SplitCount("PublicTest", N, byClass, "cd".repeat(32)),
                        new DataFacts.SplitCount("PrivateTest", 0, Map.of(), "ef".repeat(32))),
                1,
                List.of(
                        new DataFacts.Duplicates(1, 131, 140, 12, without),
                        new DataFacts.Duplicates(0.985, 231, 262, 31, without)));
    }

    /** A face of ovals: light skin, dark eyes and mouth. */
    static Picture picture(int seed) {
        byte[] pixels = new byte[48 * 48];
        Random random = new Random(seed);
        int open = 2 + random.nextInt(6);
        for (int i = 0; i < pixels.length; i++) {
            double x = i % 48 - 23.5;
            double y = i / 48 - 23.5;
            boolean skin = x * x / 300 + y * y / 480 < 1;
            boolean eye = Math.pow(Math.abs(x) - 8, 2) + Math.pow(y + 6, 2) < 8;
            boolean mouth = x * x / 64 + Math.pow(y - 12, 2) / (open * open) < 1;
            pixels[i] = (byte) ((eye || mouth ? 40 : skin ? 190 : 90) + random.nextInt(20));
        }
        return new Picture(48, 48, pixels);
    }

    private Agreement agreement() {
        List<Agreement.Disagreement> faces = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Agreement.Answer> answers = new ArrayList<>();
            for (int j = 0; j < nets.size(); j++) {
                Emotion answer = Emotion.fromIndex((i + j) % 7);
                List<Double> probabilities = new ArrayList<>(List.of(0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04));
                probabilities.set(answer.ordinal(), 0.76);
                answers.add(new Agreement.Answer(
                        nets.get(j).name(),
                        answer.label(),
                        probabilities,
                        i < 3 ? List.of(heat(nets.get(j), i + j)) : List.of()));
            }
            faces.add(new Agreement.Disagreement(
                    100 * i,
                    "row " + (100 * i + 1),
                    Emotion.fromIndex(i).label(),
                    picture(i),
                    1.41 - 0.07 * i,
                    answers));
        }
        return new Agreement(N, 1702, 1201, N - 1702 - 1201, 1985, nets.size() < 2 ? List.of() : faces);
    }

    private static Agreement.HeatMap heat(Net net, int seed) {
        byte[] map = new byte[36];
        for (int i = 0; i < 36; i++) {
            double away = Math.hypot(i % 6 - 1.5 - seed % 3, i / 6 - 2.5);
            map[i] = (byte) Math.max(0, 255 - 70 * away);
        }
        String method = net.sort() == Sort.CNN ? "Grad-CAM" : "attention rollout";
        return new Agreement.HeatMap(method, new Picture(6, 6, map));
    }

    private Robustness robustness() {
        Map<String, Share> clean = new LinkedHashMap<>();
        List<Robustness.Cell> cells = new ArrayList<>();
        for (Net net : nets) {
            double accuracy = net.right() / (double) N;
            clean.put(net.name(), Share.of((int) (500 * accuracy), 500));
            for (Disturbance disturbance : Disturbance.values()) {
                for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
                    double kept = 1 - strength * (0.08 + 0.025 * disturbance.ordinal());
                    int right = (int) (500 * accuracy * kept);
                    int lost = (int) (500 * accuracy) - right;
                    cells.add(Robustness.Cell.of(
                            net.name(),
                            disturbance,
                            strength,
                            new PairTest.Counts(right - 9, 9, lost + 9, 500 - right - lost - 9)));
                }
            }
        }
        return new Robustness(500, clean, cells);
    }
}
