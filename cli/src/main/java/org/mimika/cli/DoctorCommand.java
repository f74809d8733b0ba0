package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.mimika.core.BundledModels;
import org.mimika.core.OnnxRuntimeNatives;
import org.mimika.learn.torch.TorchNatives;
import org.mimika.video.detect.TfLiteNatives;
import org.mimika.video.source.FfmpegNatives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimika doctor}: whether this machine has what Mimika needs. */
@Command(
        name = "doctor",
        description = "Looks whether this machine has what Mimika needs: Java, processor, memory, folders, native"
                + " libraries, models. Ends with 1 if something that is needed does not work.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        for (Supplier<Check> question : questions()) {
            Check check = question.get();
            checks.add(check);
            print(check); // at once: natives take a moment on their first use
        }
        if (json) {
            Json.write(checks, Json.STDOUT, console);
        }
        return checks.stream().anyMatch(check -> check.status() == Check.Status.FAIL) ? 1 : 0;
    }

    private static List<Supplier<Check>> questions() {
        return List.of(
                MachineChecks::java,
                MachineChecks::processor,
                MachineChecks::memory,
                () -> MachineChecks.folder("Folder for temporary files", Path.of(System.getProperty("java.io.tmpdir"))),
                DoctorCommand::cacheFolder,
                () -> SoftwareChecks.library("ONNX Runtime (runs networks)", OnnxRuntimeNatives::version),
                () -> SoftwareChecks.library("TensorFlow Lite (finds faces)", TfLiteNatives::version),
                () -> SoftwareChecks.library("FFmpeg (reads videos)", FfmpegNatives::version),
                () -> SoftwareChecks.library("LibTorch (trains networks)", TorchNatives::version),
                SoftwareChecks::detectors,
                () -> SoftwareChecks.models(BundledModels.onClassPath()));
    }

    private static Check cacheFolder() {
        String name = "Folder for native libraries";
        try {
            return MachineChecks.folder(name, Loader.getCacheDir().toPath());
        } catch (IOException e) {
            return Check.fail(
                    name, e.getMessage(), "MIMIKA_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER names another one");
        }
    }

    private void print(Check check) {
        if (json) {
            return;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "%-5s %-31s %s%n",
                        check.status().name().toLowerCase(Locale.ROOT),
                        check.name(),
                        check.finding());
        if (!check.advice().isEmpty()) {
            console.out().printf(Locale.ROOT, "%-5s %-31s -> %s%n", "", "", check.advice());
        }
    }
}
