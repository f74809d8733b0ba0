package org.mimika.bench.serve;

import java.util.List;
import java.util.Locale;
import org.mimika.bench.soak.MemoryCourse;
import org.mimika.cli.Json;
import org.mimika.cli.Machine;

/**
 * How a server's clients fared, which run in the server's own process.
 *
 * @param width columns of a picture
 * @param height rows of a picture
 * @param framesPerSecond pictures that each client sends a second
 * @param seconds how long was measured, after a warm-up
 * @param cores processor time of server and clients over time: how many cores were busy
 * @param clients one by one
 * @param resident memory of the process; null where the run was too short to tell
 * @param heap Java heap after collections; null likewise
 */
record ServeReport(
        Machine machine,
        int width,
        int height,
        double framesPerSecond,
        double seconds,
        double cores,
        List<Client> clients,
        MemoryCourse resident,
        MemoryCourse heap) {
    /**
     * One client.
     *
     * @param results how many came
     * @param faces in them
     * @param resultsPerSecond a second
     * @param medianMillis from before a picture was sent until its result was read
     * @param p95Millis what 95% keep
     * @param maxMillis the longest
     */
    record Client(
            int results,
            long faces,
            double resultsPerSecond,
            double medianMillis,
            double p95Millis,
            double maxMillis) {}

    String json() {
        return Json.text(this);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores, load %.1f; Java %s%n%d clients, %dx%d, %.0f pictures a second each, %.0f s;"
                        + " %.2f cores busy%n%n%-8s %8s %8s %12s %12s %12s %12s%n",
                machine.processor(),
                machine.cores(),
                machine.load(),
                machine.java(),
                clients.size(),
                width,
                height,
                framesPerSecond,
                seconds,
                cores,
                "client",
                "results",
                "faces",
                "a second",
                "median ms",
                "p95 ms",
                "longest ms"));
        for (int i = 0; i < clients.size(); i++) {
            Client client = clients.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "%-8d %8d %8d %12.1f %12.2f %12.2f %12.2f%n",
                    i + 1,
                    client.results(),
                    client.faces(),
                    client.resultsPerSecond(),
                    client.medianMillis(),
                    client.p95Millis(),
                    client.maxMillis()));
        }
        if (resident != null) {
            text.append(System.lineSeparator()).append(MemoryCourse.table(resident, heap));
        }
        return text.toString();
    }
}
