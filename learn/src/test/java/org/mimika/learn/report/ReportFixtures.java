package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.learn.compare.Agreement;
import org.mimika.learn.compare.McNemar;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.report.MadeUp.Net;

/** Reports that together say everything that a report can say. */
final class ReportFixtures {
    static final String HOSTILE = "<script>alert(\"1\")</script> & | `x` *y* ' {0} \u0007 Ж";

    private ReportFixtures() {}

    static Map<String, Report> all() {
        Map<String, Report> reports = new TreeMap<>();
        reports.put("three", MadeUp.three());
        reports.put("one", report(net("hybrid", Sort.HYBRID, 2471, 4)));
        reports.put("untimed", new MadeUp(List.of(net("a", Sort.CNN, 2300, 9), unknown()), false, true).report());
        // The hybrid a little ahead of a faster network, a little ahead in all, then behind in all.
        reports.put("tied", report(net("vit", Sort.TRANSFORMER, 2460, 1.5), net("hybrid", Sort.HYBRID, 2471, 2.04)));
        reports.put("ahead", report(net("vit", Sort.TRANSFORMER, 2460, 2.04), net("hybrid", Sort.HYBRID, 2471, 2)));
        reports.put("slow", report(net("vit", Sort.TRANSFORMER, 2100, 2), net("hybrid", Sort.HYBRID, 2471, 9)));
        reports.put("quick", report(net("vit", Sort.TRANSFORMER, 2480, 2.04), net("hybrid", Sort.HYBRID, 2471, 2)));
        reports.put("behind", report(net("cnn", Sort.CNN, 2600, 2), net("hybrid", Sort.HYBRID, 2000, 9)));
        reports.put("close", close());
        reports.put("hostile", hostile());
        return reports;
    }

    /** Two networks that differ on few faces, so that the test is exact, and on none by its probabilities. */
    private static Report close() {
        Report report = report(net("cnn", Sort.CNN, 2600, 2), net("hybrid", Sort.HYBRID, 2610, 9));
        Agreement agreement = report.agreement();
        var counts = new PairTest.Counts(2598, 2, 12, MadeUp.N - 2612);
        return new Report(
                report.version(),
                report.protocol(),
                report.environment(),
                report.data(),
                report.models(),
                report.recognition(),
                report.timings(),
                report.memory(),
                List.of(McNemar.test("cnn", "hybrid", counts)),
                new Agreement(
                        agreement.n(),
                        agreement.allRight(),
                        agreement.someRight(),
                        agreement.noneRight(),
                        agreement.sameAnswer(),
                        List.of()),
                report.robustness(),
                report.paper(),
                report.verdict());
    }

    /** Eight networks, more than there are looks, with names as bad as they may be. */
    private static Report hostile() {
        List<Net> nets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String title = i == 0
                    ? HOSTILE.replace("\u0007", "")
                    : i < 3 ? "The same title" : "A network with a very long title that goes on and on, number " + i;
            nets.add(new Net(i + HOSTILE.replace("\u0007", ""), title, Sort.OTHER, 2000 + 40 * i, 3 + i, true));
        }
        return new MadeUp(nets, true, false).report();
    }

    private static Report report(Net... nets) {
        return new MadeUp(List.of(nets), true, false).report();
    }

    private static Net net(String name, Sort sort, int right, double millis) {
        return new Net(name, name, sort, right, millis, true);
    }

    private static Net unknown() {
        return new Net("b", "b", Sort.OTHER, 2200, 5, false);
    }
}
