package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mimika.core.MimikaException;

class ReportJsonTest {
    @Test
    void aReportIsReadBackEqual() {
        Report report = Reports.three();
        String json = ReportJson.text(report);
        assertEquals(report, ReportJson.read(json, Report.class, "report.json"));
    }

    @Test
    void keysAreInSnakeCaseAndWhatIsUndefinedIsNull() {
        String json = ReportJson.text(Reports.three());
        assertTrue(json.contains("\"macro_f1\" : 0.5"), json);
        assertTrue(json.contains("\"ece_crosswise\" : null"), json);
        assertTrue(json.contains("\"multiply_adds\" : null"), json);
        assertTrue(json.contains("\"disturbance\" : \"low_light\""), json);
        assertTrue(json.startsWith("{\n  \"version\" : " + Report.VERSION), json);
    }

    @Test
    void otherTextIsRefusedInOneLine() {
        assertRefused("no");
        assertRefused("null");
        assertRefused("{\"version\": " + Report.VERSION + "}");
        assertRefused(ReportJson.text(Reports.three()).replace("\"version\" : " + Report.VERSION, "\"version\" : 99"));
    }

    private static void assertRefused(String text) {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> ReportJson.read(text, Report.class, "report.json"));
        assertTrue(refused.getMessage().startsWith("report.json"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }
}
