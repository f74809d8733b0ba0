package org.mimika.server.rules;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mimika.core.EmotionScores;

/**
 * Watches results and raises an event when a rule's condition comes true.
 *
 * <p>It is told of people by their numbers in the source; who may tell of nobody singly tells it of all together, as of
 * number 0.
 *
 * <p>Time is the source's own. A person's score must be seen over the rule's value without a break: it breaks when it
 * is seen at or under the value, and when the person is not seen for longer than the gap allowed or, at slow rates, one
 * frame. One hold raises one event; another follows after a break, once the cooldown is over. Time that goes back, as
 * in a clip that begins again, forgets the source.
 *
 * <p>Memory is bounded: a person who is gone is forgotten when the cooldown is over, and of one source the oldest are
 * forgotten over {@value Watch#MOST} pairs of rule and person.
 *
 * <p>Thread-safe: frames of one source come in order, those of different ones at once. Listeners are called on the
 * thread that brings the frame and must be quick.
 */
public final class RuleEngine {
    private static final Logger LOG = System.getLogger(RuleEngine.class.getName());

    /** For how long a person may be out of sight without breaking a hold. */
    private static final Duration GAP = Duration.ofMillis(500);

    private final RuleBook book;
    private final Clock clock;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final List<Consumer<RuleEvent>> listeners = new CopyOnWriteArrayList<>();

    /** An engine for the rules that are in the book at each frame. */
    public RuleEngine(RuleBook book, Clock clock) {
        this.book = Objects.requireNonNull(book, "book");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Has every later event given to a listener; one that throws is logged and harms no other. */
    public void addListener(Consumer<RuleEvent> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Gives a listener no more events. */
    public void removeListener(Consumer<RuleEvent> listener) {
        listeners.remove(listener);
    }

    /**
     * Looks at the next frame of a source.
     *
     * @param people smoothed scores by the person's number, from 1; or at 0 the mean of all in view
     */
    public void accept(String source, long ptsMillis, Map<Integer, EmotionScores> people) {
        List<Rule> rules = book.list();
        if (rules.isEmpty() && !watches.containsKey(source)) {
            return;
        }
        Watch watch = watches.computeIfAbsent(source, id -> new Watch(GAP.toMillis()));
        List<Rule> watching =
                rules.stream().filter(rule -> rule.watches(source)).toList();
        for (Watch.Raised raised : watch.see(watching, ptsMillis, people)) {
            tell(event(source, raised, ptsMillis));
        }
    }

    /** Forgets a source that has ended, after its last frame. */
    public void forget(String source) {
        watches.remove(source);
    }

    /** How many pairs of rule and person are remembered of a source. */
    int remembered(String source) {
        Watch watch = watches.get(source);
        return watch == null ? 0 : watch.size();
    }

    private RuleEvent event(String source, Watch.Raised raised, long ptsMillis) {
        RuleEvent.Sighting sighting =
                new RuleEvent.Sighting(source, raised.track(), raised.confidence(), ptsMillis, raised.heldMillis());
        return new RuleEvent(UUID.randomUUID().toString(), raised.rule(), sighting, clock.instant());
    }

    private void tell(RuleEvent event) {
        for (Consumer<RuleEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "who listens to the events of " + event.rule() + " failed", e);
            }
        }
    }
}
