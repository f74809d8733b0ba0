package org.mimika.learn.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mimika.learn.compare.Memory;

/** Measures each model's memory, at the smallest and the largest batch that is timed. */
record MemoryStage(Plan plan, List<Subject> subjects, Comparison.Kit kit) {
    /** What is kept of a process. */
    record Peak(OptionalLong bytes) {}

    List<Memory> memory() {
        List<Integer> batches = plan.effort().batches();
        List<Integer> ends = List.of(batches.get(0), batches.get(batches.size() - 1)).stream()
                .distinct()
                .toList();
        OptionalLong base = peak("memory-base", "", Optional.empty(), 1);
        List<Memory> memory = new ArrayList<>();
        for (int batch : ends) {
            for (Subject subject : subjects) {
                String name = "memory-" + subject.name() + "-" + batch;
                OptionalLong peak = peak(name, subject.sha256(), Optional.of(subject.onnx()), batch);
                memory.add(new Memory(subject.name(), batch, peak, base));
                kit.stages().progress("memory", memory.size(), (long) ends.size() * subjects.size());
            }
        }
        return memory;
    }

    private OptionalLong peak(String name, String sha256, Optional<Path> onnx, int batch) {
        int threads = plan.mostThreads();
        String depends = sha256 + "\n" + kit.machine() + "\n" + threads;
        return kit.parts()
                .get(name, depends, Peak.class, () -> new Peak(kit.memory().peakBytes(onnx, batch, threads)))
                .bytes();
    }
}
