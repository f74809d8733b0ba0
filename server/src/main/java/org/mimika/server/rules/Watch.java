package org.mimika.server.rules;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mimika.core.EmotionScores;

/** What is remembered of one source: for each rule and person, since when the score is over the rule's value. */
final class Watch {
    /** How many pairs of rule and person are remembered. */
    static final int MOST = 4096;

    private final long gapMillis;
    private final Map<Key, Hold> holds = new LinkedHashMap<>();
    private long lastPts = Long.MIN_VALUE;
    /** The last two distances between frames; 0 while there were none. */
    private long step;

    private long stepBefore;

    Watch(long gapMillis) {
        this.gapMillis = gapMillis;
    }

    private record Key(String rule, int track) {}

    /** An event that is due. */
    record Raised(Rule rule, int track, float confidence, long heldMillis) {}

    private static final class Hold {
        private boolean above;
        private boolean raised;
        private long since;
        private long seen;
        private boolean everRaised;
        private long raisedAt;

        void release() {
            above = false;
            raised = false;
        }

        boolean cool(Rule rule, long pts) {
            return !everRaised || pts - raisedAt >= rule.cooldownMillis();
        }
    }

    synchronized int size() {
        return holds.size();
    }

    /** Looks at the next frame with the rules that apply to this source. */
    synchronized List<Raised> see(List<Rule> rules, long pts, Map<Integer, EmotionScores> people) {
        if (pts < lastPts) {
            holds.clear();
            lastPts = Long.MIN_VALUE;
            step = 0;
            stepBefore = 0;
        }
        long tolerance = Math.max(gapMillis, 2 * Math.min(step, stepBefore));
        Map<String, Rule> known = rules.stream().collect(Collectors.toMap(Rule::id, rule -> rule));
        forgetOrRelease(known, pts, tolerance);
        List<Raised> due = new ArrayList<>();
        for (Rule rule : rules) {
            people.forEach((track, scores) -> see(rule, track, scores, pts, due));
        }
        if (lastPts != Long.MIN_VALUE) {
            stepBefore = step;
            step = pts - lastPts;
        }
        lastPts = pts;
        return due;
    }

    /** Breaks the holds of those who were out of sight for too long, and forgets them if nothing hangs on them. */
    private void forgetOrRelease(Map<String, Rule> rules, long pts, long tolerance) {
        Iterator<Map.Entry<Key, Hold>> entries = holds.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Hold> entry = entries.next();
            Rule rule = rules.get(entry.getKey().rule());
            Hold hold = entry.getValue();
            boolean gone = pts - hold.seen > tolerance;
            if (rule == null || (gone && hold.cool(rule, pts))) {
                entries.remove();
            } else if (gone) {
                hold.release();
            }
        }
    }

    private void see(Rule rule, int track, EmotionScores scores, long pts, List<Raised> due) {
        float score = scores.of(rule.condition().emotion());
        boolean above = score > rule.condition().above();
        Key key = new Key(rule.id(), track);
        Hold hold = holds.get(key);
        if (hold == null) {
            if (!above) {
                return;
            }
            hold = new Hold();
            remember(key, hold);
        }
        hold.seen = pts;
        if (!above) {
            hold.release();
            return;
        }
        if (!hold.above) {
            hold.above = true;
            hold.since = pts;
        }
        long held = pts - hold.since;
        if (!hold.raised && held >= rule.condition().forMillis() && hold.cool(rule, pts)) {
            hold.raised = true;
            hold.everRaised = true;
            hold.raisedAt = pts;
            due.add(new Raised(rule, track, score, held));
        }
    }

    private void remember(Key key, Hold hold) {
        if (holds.size() >= MOST) {
            Iterator<Key> oldest = holds.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        holds.put(key, hold);
    }
}
