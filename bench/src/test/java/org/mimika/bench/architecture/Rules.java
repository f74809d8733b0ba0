package org.mimika.bench.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code docs/architecture.md} promises, as rules over the compiled classes. */
final class Rules {
    private static final String ROOT = "org.mimika.";

    /** Package to the packages of ours that it may use besides itself; one that is missing here may use nothing. */
    static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("core", List.of()),
            Map.entry("video", List.of("core")),
            Map.entry("video.source", List.of("core", "video")),
            Map.entry("video.detect", List.of("core", "video")),
            Map.entry("video.track", List.of("core", "video")),
            Map.entry("video.draw", List.of("core", "video")),
            Map.entry("video.live", List.of("core", "video")),
            Map.entry("video.sink", List.of("core", "video", "video.draw", "video.source")),
            Map.entry("record", List.of("core", "video", "video.sink")),
            Map.entry("api", List.of("core", "video", "video.source", "video.detect", "video.track", "video.live")),
            Map.entry("server.guard", List.of("core")),
            Map.entry("server.rules", List.of("core")),
            Map.entry("server.metrics", List.of("core")),
            Map.entry(
                    "server.live",
                    List.of(
                            "core",
                            "video",
                            "video.source",
                            "video.detect",
                            "video.sink",
                            "video.draw",
                            "video.live",
                            "record",
                            "api")),
            Map.entry(
                    "server.http",
                    List.of(
                            "core",
                            "video",
                            "video.source",
                            "video.live",
                            "video.sink",
                            "record",
                            "server.live",
                            "server.rules",
                            "server.guard",
                            "server.metrics")),
            Map.entry(
                    "server",
                    List.of(
                            "core",
                            "video",
                            "video.live",
                            "video.source",
                            "api",
                            "record",
                            "server.http",
                            "server.live",
                            "server.rules",
                            "server.guard",
                            "server.metrics")),
            Map.entry("learn.data", List.of("core")),
            Map.entry("learn.nn", List.of("core")),
            Map.entry("learn.zoo", List.of("core", "learn.nn")),
            Map.entry("learn.weights", List.of("core", "learn.nn")),
            Map.entry("learn.torch", List.of("core", "learn.data", "learn.nn", "learn.eval")),
            Map.entry("learn.pretrain", List.of("core", "learn.nn", "learn.torch")),
            Map.entry("learn.eval", List.of("core", "learn.data")),
            Map.entry("learn.compare", List.of("core", "learn.eval")),
            Map.entry("learn.chart", List.of()),
            Map.entry("learn.report", List.of("core", "learn.chart", "learn.compare", "learn.eval")),
            Map.entry("learn.measure", List.of("core", "learn.data", "learn.eval", "learn.compare")),
            Map.entry(
                    "learn.train",
                    List.of(
                            "core",
                            "learn.data",
                            "learn.nn",
                            "learn.zoo",
                            "learn.weights",
                            "learn.torch",
                            "learn.pretrain",
                            "learn.eval")),
            Map.entry(
                    "learn.export",
                    List.of(
                            "core",
                            "learn.data",
                            "learn.nn",
                            "learn.zoo",
                            "learn.weights",
                            "learn.torch",
                            "learn.eval",
                            "learn.train")));

    /** Package of a library to the only packages of ours that may use it. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("ai.onnxruntime..", List.of("core")),
            Map.entry("ai.onnx..", List.of("learn.export", "learn.weights")),
            Map.entry("com.google.protobuf..", List.of("learn.export", "learn.weights")),
            Map.entry("org.bytedeco.pytorch..", List.of("learn..", "bench..")),
            Map.entry("org.bytedeco.ffmpeg..", List.of("video.source", "video.sink", "bench..")),
            Map.entry("org.bytedeco.tensorflowlite..", List.of("video.detect")),
            Map.entry("org.duckdb..", List.of("record")),
            Map.entry("com.github.weisj..", List.of("learn.chart")),
            Map.entry("io.javalin..", List.of("server.http")),
            Map.entry("org.eclipse.jetty..", List.of("server.http")),
            Map.entry("com.fasterxml..", List.of("video..", "server..", "learn..", "cli..", "bench..")),
            Map.entry("picocli..", List.of("cli..", "bench..")),
            Map.entry("io.prometheus..", List.of("server.metrics")));

    /** LibTorch's functions that make a tensor of no other tensor; without a device named, on the CPU. */
    private static final Set<String> TENSOR_MAKERS = Set.of(
            "create",
            "tensor",
            "scalar_tensor",
            "from_blob",
            "empty",
            "zeros",
            "ones",
            "full",
            "eye",
            "arange",
            "range",
            "linspace",
            "logspace",
            "rand",
            "randn",
            "randint",
            "randperm",
            "normal",
            "tril_indices",
            "triu_indices");

    private Rules() {}

    /** All rules, by what they hold. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("arrows between packages", arrows());
        rules.put(
                "no cycles between packages",
                slices().matching("org.mimika.(**)").should().beFreeOfCycles());
        LIBRARIES.forEach((library, users) -> rules.put(library + " only in " + users, library(library, users)));
        rules.put("only Device makes tensors", makingTensors());
        rules.put("only cli and bench print", printing());
        rules.put("only cli and bench end the JVM or hook into its end", ending());
        rules.put(
                "static fields are final", fields().that().areStatic().should().beFinal());
        return rules;
    }

    private static ArchRule arrows() {
        DescribedPredicate<JavaClass> known =
                resideInAnyPackage(ROOT + "cli..", ROOT + "bench.."); // these two may use everything
        ArchRule rule = null;
        for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
            known = known.or(resideInAPackage(ROOT + arrow.getKey()));
            String[] allowed = Stream.concat(arrow.getValue().stream(), Stream.of(arrow.getKey()))
                    .map(ROOT::concat)
                    .toArray(String[]::new);
            ArchRule one = noClasses()
                    .that()
                    .resideInAPackage(ROOT + arrow.getKey())
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.mimika..").and(resideOutsideOfPackages(allowed)))
                    .allowEmptyShould(true);
            rule = rule == null ? one : CompositeArchRule.of(rule).and(one);
        }
        ArchRule placed = noClasses()
                .should(ArchConditions.be(
                        DescribedPredicate.not(known).as("in a package that the table of arrows does not know")));
        ArchRule nobodyUsesBench = noClasses()
                .that(resideOutsideOfPackage("org.mimika.bench.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mimika.bench..");
        return CompositeArchRule.of(rule).and(placed).and(nobodyUsesBench);
    }

    private static ArchRule library(String library, List<String> users) {
        return noClasses()
                .that(resideOutsideOfPackages(users.stream().map(ROOT::concat).toArray(String[]::new)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    /** A tensor made by LibTorch's own functions lies on the CPU, and a pass over a GPU ends at it. */
    private static ArchRule makingTensors() {
        return noClasses()
                .that(resideInAnyPackage("org.mimika.."))
                .and()
                .doNotHaveSimpleName("Device")
                .should()
                .callMethodWhere(describe(
                        "a method of LibTorch that makes a tensor",
                        call -> call.getTargetOwner().getPackageName().startsWith("org.bytedeco.pytorch")
                                && TENSOR_MAKERS.contains(call.getName())));
    }

    private static ArchRule printing() {
        return libraries()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");
    }

    private static ArchRule ending() {
        return libraries()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class);
    }

    private static GivenClassesConjunction libraries() {
        return noClasses().that(resideOutsideOfPackages("org.mimika.cli..", "org.mimika.bench.."));
    }
}
