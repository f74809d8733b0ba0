package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import org.mimika.learn.compare.Environment;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Protocol;

/** Where, with what and how the report was made: enough to repeat it. */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(texts.rich("repeat.how"), Block.Tone.PLAIN));
        blocks.add(new Block.Code(material.report().protocol().command()));
        blocks.add(new Block.Facts(texts.get("repeat.protocol"), protocol(material)));
        blocks.add(new Block.Facts(texts.get("repeat.environment"), environment(material)));
        material.report()
                .models()
                .forEach(model -> blocks.add(new Block.Facts(
                        texts.get("repeat.model", material.title(model.name())), model(material, model))));
        return new Section("repeat", texts.get("repeat.title"), blocks);
    }

    private static List<Block.Fact> protocol(Material material) {
        Texts texts = material.texts();
        Protocol protocol = material.report().protocol();
        return facts(
                fact(texts.get("repeat.created"), protocol.created()),
                fact(texts.get("repeat.seed"), Long.toString(protocol.seed())),
                fact(texts.get("repeat.form"), texts.get(protocol.quick() ? "repeat.quick" : "repeat.full")),
                fact(texts.get("repeat.batches"), joined(material, protocol.batches())),
                fact(texts.get("repeat.threads"), joined(material, protocol.threads())),
                fact(texts.get("repeat.runs"), material.numbers().count(protocol.timedRuns())),
                fact(texts.get("repeat.disturbed"), material.numbers().count(protocol.robustnessFaces())));
    }

    private static List<Block.Fact> environment(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        Environment environment = material.report().environment();
        return facts(
                fact(texts.get("repeat.processor"), environment.processor()),
                fact(texts.get("repeat.cores"), numbers.count(environment.cores())),
                fact(
                        texts.get("repeat.memory"),
                        environment.memoryBytes() == 0
                                ? ""
                                : texts.get("unit.gib", numbers.fixed(environment.memoryBytes() / 1073741824.0, 1))),
                fact(texts.get("repeat.load"), environment.load() < 0 ? "" : numbers.fixed(environment.load(), 2)),
                fact(texts.get("repeat.system"), environment.system()),
                fact("Java", environment.java()),
                fact("ONNX Runtime", environment.onnxRuntime()),
                fact("Mimika", environment.mimika()));
    }

    private static List<Block.Fact> model(Material material, ModelFacts model) {
        Texts texts = material.texts();
        ModelFacts.Input input = model.input();
        return facts(
                fact(texts.get("repeat.name"), model.name()),
                fact(
                        texts.get("repeat.source"),
                        texts.get("kind." + model.source().kind().name()) + ": "
                                + model.source().where()),
                fact(texts.get("repeat.architecture"), model.architecture()),
                fact(texts.get("repeat.input"), input.width() + " × " + input.height() + " × " + input.channels()),
                code(texts.get("repeat.sha256"), model.file().sha256()),
                fact(texts.get("repeat.trained"), model.training().machine()),
                code(texts.get("repeat.recipe"), model.training().recipe()),
                code(texts.get("repeat.pixels"), model.training().trainingSha256()));
    }

    private static String joined(Material material, List<Integer> sizes) {
        return String.join("; ", sizes.stream().map(material.numbers()::count).toList());
    }

    private static Block.Fact fact(String name, String value) {
        return new Block.Fact(name, value, false);
    }

    private static Block.Fact code(String name, String value) {
        return new Block.Fact(name, value, true);
    }

    /** Those that are known. */
    private static List<Block.Fact> facts(Block.Fact... facts) {
        return List.of(facts).stream().filter(fact -> !fact.value().isBlank()).toList();
    }
}
