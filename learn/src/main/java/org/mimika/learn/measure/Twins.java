package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.learn.compare.DataFacts;
import org.mimika.learn.compare.Share;
import org.mimika.learn.data.DataInspection;
import org.mimika.learn.data.DataReport;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.Predictions;

/**
 * What looking into the whole data set found about one split, as it is kept in a file.
 *
 * @param splits counts of every split
 * @param blank rows of the split's images that show nothing
 * @param duplicates faces that other splits hold too: byte for byte, then nearly
 */
record Twins(List<DataFacts.SplitCount> splits, List<Integer> blank, List<Alike> duplicates) {
    /**
     * Faces of the split that other splits hold too.
     *
     * @param minCorrelation from which correlation on two faces count as one
     * @param faces those faces
     */
    record Alike(double minCorrelation, List<Twin> faces) {}

    /**
     * A face that another split holds too.
     *
     * @param row in the whole set
     * @param inTraining whether Training is among those splits
     * @param otherLabel whether it has another label there
     */
    record Twin(int row, boolean inTraining, boolean otherLabel) {}

    /** Looks into the whole set; takes some seconds. */
    static Twins find(FaceSet faces, Split split) {
        DataReport report = DataInspection.inspect(faces);
        return new Twins(
                report.splits().stream()
                        .map(count ->
                                new DataFacts.SplitCount(count.split(), count.faces(), count.byClass(), count.sha256()))
                        .toList(),
                report.blank().images().stream()
                        .filter(face -> face.split().equals(split.usage()))
                        .map(DataReport.Face::index)
                        .toList(),
                List.of(alike(report.exactDuplicates(), split), alike(report.nearDuplicates(), split)));
    }

    private static Alike alike(DataReport.Duplicates duplicates, Split split) {
        List<Twin> twins = new ArrayList<>();
        for (DataReport.Group group : duplicates.members()) {
            List<DataReport.Face> others = group.faces().stream()
                    .filter(face -> !face.split().equals(split.usage()))
                    .toList();
            for (DataReport.Face face : group.faces()) {
                if (face.split().equals(split.usage()) && !others.isEmpty()) {
                    twins.add(new Twin(
                            face.index(),
                            others.stream().anyMatch(o -> o.split().equals(Split.TRAINING.usage())),
                            others.stream().anyMatch(o -> !o.label().equals(face.label()))));
                }
            }
        }
        return new Alike(duplicates.minCorrelation(), twins);
    }

    /** Which of these faces show nothing. */
    boolean[] blankOf(FaceView faces) {
        boolean[] found = new boolean[faces.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = blank.contains(faces.row(i));
        }
        return found;
    }

    /** The duplicates among the measured faces, and each model's accuracy on the others. */
    List<DataFacts.Duplicates> among(FaceView faces, Map<String, Predictions> byModel) {
        return duplicates.stream().map(alike -> among(alike, faces, byModel)).toList();
    }

    private static DataFacts.Duplicates among(Alike alike, FaceView faces, Map<String, Predictions> byModel) {
        Map<Integer, Twin> byRow = new LinkedHashMap<>();
        alike.faces().forEach(twin -> byRow.put(twin.row(), twin));
        boolean[] unique = new boolean[faces.size()];
        int inTraining = 0;
        int twins = 0;
        int otherLabel = 0;
        for (int i = 0; i < unique.length; i++) {
            Twin twin = byRow.get(faces.row(i));
            unique[i] = twin == null;
            twins += twin != null ? 1 : 0;
            inTraining += twin != null && twin.inTraining() ? 1 : 0;
            otherLabel += twin != null && twin.otherLabel() ? 1 : 0;
        }
        Map<String, Share> without = new LinkedHashMap<>();
        byModel.forEach((name, predictions) -> without.put(name, Figures.accuracy(predictions, unique)));
        return new DataFacts.Duplicates(alike.minCorrelation(), inTraining, twins, otherLabel, without);
    }
}
