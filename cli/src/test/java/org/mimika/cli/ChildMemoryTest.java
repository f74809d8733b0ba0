package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildMemoryTest {
    @Test
    void theOtherProcessFindsNativesWhereThisOneDoes() {
        List<String> placed = List.of("-Djava.io.tmpdir=/home/me/tmp", "-Donnxruntime.native.path=/opt/onnxruntime");
        List<String> options = ChildMemory.options(
                List.of("-Xmx4g", placed.get(0), "-XX:+UseG1GC", placed.get(1), "-Dmimika.terminal=true"));
        assertEquals(placed, options.subList(options.size() - 2, options.size()));
        assertFalse(options.contains("-Xmx4g") || options.contains("-XX:+UseG1GC"), options.toString());
    }
}
