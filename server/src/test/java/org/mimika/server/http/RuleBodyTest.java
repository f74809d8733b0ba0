package org.mimika.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.server.rules.Rule;
import org.mimika.server.rules.RuleJson;

/** A rule as a client writes it. */
class RuleBodyTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rule read(String text) {
        return RuleRoutes.read("r1", JsonBody.of(json(text), RuleRoutes.FIELDS));
    }

    @Test
    void allFieldsGoThereAndBack() {
        String text =
                "{'emotion':'happy','above':0.6,'for_ms':2000,'source':'s1','webhook':'https://hook.example/x?y=z',"
                        + "'cooldown_ms':1}";
        Rule rule = read(text);
        assertEquals(
                json("{'id':'r1'," + text.substring(1)),
                json(RuleJson.node(rule).toString()));
        assertTrue(rule.watches("s1"));
        assertFalse(rule.watches("s2"));
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        Rule rule = read("{'emotion':'Sad','above':0,'source':null}");
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
        String message = assertThrows(RuntimeException.class, () -> read(text)).getMessage();
        assertEquals(1, message.lines().count());
        assertFalse(message.contains("secret"), message);
    }
}
