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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @Test
    void allFieldsGoThereAndBack() {
        String text =
                "{'emotion':'happy','above':0.6,'for_ms':2000,'source':'s1','webhook':'https://hook.example/x?y=z',"
                        + "'cooldown_ms':1}";
        Rule rule = RuleJson.read("r1", json(text));
        assertEquals(
                json("{'id':'r1'," + text.substring(1)),
                json(RuleJson.node(rule).toString()));
        assertTrue(rule.watches("s1"));
        assertFalse(rule.watches("s2"));
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        Rule rule = RuleJson.read("r1", json("{'emotion':'Sad','above':0,'source':null}"));
        assertEquals(
                new Rule("r1", new Rule.Condition(Emotion.SAD, 0, 0), Optional.empty(), Optional.empty(), 5000), rule);
        assertTrue(rule.watches("s2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'emotion':'happy'}",
                "{'above':0.5}",
                "{'emotion':'glad','above':0.5}",
                "{'emotion':'happy','above':1}",
                "{'emotion':'happy','above':-0.1}",
                "{'emotion':'happy','above':'0.5'}",
                "{'emotion':7,'above':0.5}",
                "{'emotion':'happy','above':0.5,'for_ms':-1}",
                "{'emotion':'happy','above':0.5,'for_ms':3600001}",
                "{'emotion':'happy','above':0.5,'for_ms':1.5}",
                "{'emotion':'happy','above':0.5,'for_ms':1e30}",
                "{'emotion':'happy','above':0.5,'cooldown_ms':-1}",
                "{'emotion':'happy','above':0.5,'cooldown_ms':86400001}",
                "{'emotion':'happy','above':0.5,'source':''}",
                "{'emotion':'happy','above':0.5,'source':'a b'}",
                "{'emotion':'happy','above':0.5,'id':'r7'}",
                "{'emotion':'happy','above':0.5,'webhook':'ftp://secret.example/'}",
                "{'emotion':'happy','above':0.5,'webhook':'https:///secret'}",
                "{'emotion':'happy','above':0.5,'webhook':'https://u:secret@x.example/'}",
                "{'emotion':'happy','above':0.5,'webhook':'https://x.example/#secret'}",
                "{'emotion':'happy','above':0.5,'webhook':'https://x.example/secret\\r\\nX: y'}",
                "{'emotion':'happy','above':0.5,'webhook':'https://x.example/\u00fcsecret'}",
                "{'emotion':'happy','above':0.5,'webhook':'https://x.example:99999/secret'}",
                "{'emotion':'happy','above':0.5,'webhook':'secret'}"
            })
    void whatIsNoRuleIsRefusedInOneLineWithoutItsAddress(String text) {
        String message = assertThrows(MimikaException.class, () -> RuleJson.read("r1", json(text)))
                .getMessage();
        assertEquals(1, message.lines().count());
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void idsAreNeverUsedTwiceAndTheBookHasAnEnd() {
        RuleBook book = new RuleBook(2);
        JsonNode body = json("{'emotion':'happy','above':0.5}");
        assertEquals("r1", book.add(id -> RuleJson.read(id, body)).id());
        List<Rule> before = book.list();
        assertThrows(MimikaException.class, () -> book.add(id -> RuleJson.read(id, json("{}"))));
        assertEquals("r2", book.add(id -> RuleJson.read(id, body)).id());
        assertThrows(MimikaException.class, () -> book.add(id -> RuleJson.read(id, body)));
        assertTrue(book.remove("r2"));
        assertFalse(book.remove("r2"));
        assertEquals("r3", book.add(id -> RuleJson.read(id, body)).id());
        assertEquals(1, before.size());
        assertEquals(List.of("r1", "r3"), book.list().stream().map(Rule::id).toList());
        assertTrue(book.find("r3").isPresent());
        assertTrue(book.find("r2").isEmpty());
    }

    @Test
    void eventsHaveTheFieldsOfTheSchema() {
        Rule rule = RuleJson.read("r1", json("{'emotion':'happy','above':0.5,'for_ms':1000}"));
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
