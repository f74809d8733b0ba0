package org.mimika.learn.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mimika.core.MimikaException;

/**
 * A training run on disk: {@code recipe.yaml} as resolved, {@code run.yaml} with where it comes from,
 * {@code metrics.csv} by epoch, and the checkpoints {@code last.safetensors} and {@code best.safetensors}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    /** The folder's own name, for what has no better one. */
    public String name() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "run" : name.toString();
    }

    /** What the weights started from, where they did; written once, at the start. */
    public Path init() {
        return path.resolve("init.yaml");
    }

    /** The resolved recipe. */
    public Path recipe() {
        return path.resolve("recipe.yaml");
    }

    /** One row an epoch, {@link EpochRow}. */
    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    /** The newest checkpoint. */
    public Path last() {
        return path.resolve("last.safetensors");
    }

    /** The checkpoint of the epoch with the best {@link EpochRow#score}. */
    public Path best() {
        return path.resolve("best.safetensors");
    }

    /** True if there is a run to continue. */
    public boolean hasCheckpoint() {
        return Files.isRegularFile(last());
    }

    /** Where the run comes from. */
    public Path info() {
        return path.resolve("run.yaml");
    }

    /** What was changed in the recipe while the run was under way. */
    RecipeChanges changes() {
        return new RecipeChanges(path);
    }

    /** Makes the folder and writes what the run is. */
    public void begin(Recipe recipe, RunInfo info) {
        try {
            Files.createDirectories(path);
            Files.deleteIfExists(init());
            changes().begin();
            Files.deleteIfExists(best()); // of a run that was killed before its first checkpoint was whole
            Files.writeString(recipe(), Yaml.format(recipe));
            Files.writeString(info(), Yaml.format(info));
        } catch (IOException e) {
            throw new MimikaException("cannot write the run to " + path + ": " + MimikaException.reason(e), e);
        }
    }

    /** The recipe that the run follows. */
    public Recipe readRecipe() {
        requireFile(recipe());
        return Recipes.load(recipe().toString(), Map.of()); // an older run's says nothing of newer keys
    }

    /** Where the run comes from. */
    public RunInfo readInfo() {
        return read(info(), RunInfo.class);
    }

    private void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MimikaException(path + " is not a training run: it has no " + file.getFileName());
        }
    }

    private <T> T read(Path file, Class<T> type) {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            return Yaml.convert(Yaml.parse(in, file.toString()), type, file.toString());
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
    }

    void writeInit(Object described) {
        try {
            Files.writeString(init(), Yaml.format(described));
        } catch (IOException e) {
            throw new MimikaException("cannot write " + init() + ": " + MimikaException.reason(e), e);
        }
    }

    /** The SHA-256 of each file that the weights began from, in their order; none where they began anew. */
    List<String> origins() {
        if (!Files.isRegularFile(init())) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(init())) {
            List<String> hashes = new ArrayList<>();
            for (JsonNode origin : Yaml.tree(in, init().toString())) {
                hashes.add(origin.required("sha256").asText());
            }
            return hashes;
        } catch (IllegalArgumentException e) {
            throw new MimikaException(init() + ": " + e.getMessage(), e); // a key is lacking
        } catch (IOException e) {
            throw new MimikaException("cannot read " + init() + ": " + MimikaException.reason(e), e);
        }
    }

    /** Leaves the header and the first rows: what came after the checkpoint is trained again. */
    void truncateMetrics(String header, int rows) {
        try {
            List<String> kept = new ArrayList<>(List.of(header));
            if (Files.exists(metrics())) {
                Files.readAllLines(metrics()).stream().skip(1).limit(rows).forEach(kept::add);
            }
            Path whole = path.resolve("metrics.csv.part"); // a kill in between loses no row
            Files.write(whole, kept);
            Files.move(whole, metrics(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MimikaException("cannot write " + metrics() + ": " + MimikaException.reason(e), e);
        }
    }

    void appendMetrics(EpochRow row) {
        try {
            Files.writeString(metrics(), row.csv() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new MimikaException("cannot write " + metrics() + ": " + MimikaException.reason(e), e);
        }
    }
}
