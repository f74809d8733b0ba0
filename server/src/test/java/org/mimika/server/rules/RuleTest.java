package org.mimika.server.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

class RuleTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rule rule(String id, long forMillis) {
        return new Rule(
                id, new Rule.Condition(Emotion.HAPPY, 0.5, forMillis), Optional.empty(), Optional.empty(), 5000);
    }

    @Test
    void idsAreNeverUsedTwiceAndTheBookHasAnEnd() {
        RuleBook book = new RuleBook(2);
        assertEquals("r1", book.add(id -> rule(id, 0)).id());
        List<Rule> before = book.list();
        assertThrows(
                MimikaException.class,
                () -> book.add(id -> {
                    throw new MimikaException("no rule");
                }));
        assertEquals("r2", book.add(id -> rule(id, 0)).id());
        assertThrows(MimikaException.class, () -> book.add(id -> rule(id, 0)));
        assertTrue(book.remove("r2"));
        assertFalse(book.remove("r2"));
        assertEquals("r3", book.add(id -> rule(id, 0)).id());
        assertEquals(1, before.size());
        assertEquals(List.of("r1", "r3"), book.list().stream().map(Rule::id).toList());
        assertTrue(book.find("r3").isPresent());
        assertTrue(book.find("r2").isEmpty());
    }

    @Test
    void eventsHaveTheFieldsOfTheSchema() {
        Rule rule = rule("r1", 1000);
        RuleEvent event = new RuleEvent(
                "e-1",
                rule,
                new RuleEvent.Sighting("s1", 3, 0.812345f, 5040, 1040),
                Instant.parse("2026-11-22T12:00:00.250Z"));
        assertEquals(
                json("{'type':'event','schema':1,'id':'e-1','rule':'r1','source':'s1','track':3,'emotion':'happy',"
                        + "'confidence':0.8123,'pts_ms':5040,'at':'2026-11-22T12:00:00.250Z','for_ms':1040}"),
                json(RuleJson.node(event).toString()));
    }
}
