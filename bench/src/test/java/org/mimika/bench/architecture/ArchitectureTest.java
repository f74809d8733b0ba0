package org.mimika.bench.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private JavaClasses ours;
    private JavaClasses withMisbehaving;

    @BeforeAll
    void readClasses() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.mimika");
        withMisbehaving = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/") || location.contains("Misbehaving"))
                .importPackages("org.mimika");
    }

    @TestFactory
    Stream<DynamicTest> holds() {
        return Rules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    EvaluationResult result = rule.getValue().evaluate(ours);
                    assertFalse(result.hasViolation(), () -> result.getFailureReport()
                            .toString());
                }));
    }

    @TestFactory
    Stream<DynamicTest> bites() {
        return Rules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertTrue(
                                rule.getValue().evaluate(withMisbehaving).hasViolation())));
    }

    @Test
    void seesEveryModule() {
        TreeSet<String> seen = ours.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(seen.containsAll(List.of("core", "video", "learn", "cli")), seen::toString);
    }

    @Test
    void everyArrowIsBetweenPackagesThatTheTableKnows() {
        for (Map.Entry<String, List<String>> arrow : Rules.ARROWS.entrySet()) {
            assertTrue(Rules.ARROWS.keySet().containsAll(arrow.getValue()), arrow::toString);
        }
    }
}
