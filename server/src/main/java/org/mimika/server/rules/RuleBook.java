package org.mimika.server.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mimika.core.MimikaException;

/** The rules that are in force, oldest first. Thread-safe; a list once taken does not change. */
public final class RuleBook {
    private final int most;
    private volatile List<Rule> rules = List.of();
    private long made;

    /** A book for at most so many rules. */
    public RuleBook(int most) {
        this.most = most;
    }

    /**
     * Adds a rule.
     *
     * @param maker makes it with the id that it is given: r1, r2 and so on, none of them twice
     * @throws MimikaException if the book is full, or from {@code maker}
     */
    public synchronized Rule add(Function<String, Rule> maker) {
        if (rules.size() >= most) {
            throw new MimikaException("there are " + most + " rules already: remove one first");
        }
        Rule rule = maker.apply("r" + (made + 1));
        if (rules.stream().anyMatch(other -> other.id().equals(rule.id()))) {
            throw new MimikaException("there is a rule " + rule.id() + " already");
        }
        made++;
        List<Rule> next = new ArrayList<>(rules);
        next.add(rule);
        rules = List.copyOf(next);
        return rule;
    }

    /** Takes a rule out of force; false if there is none with this id. */
    public synchronized boolean remove(String id) {
        List<Rule> next = rules.stream().filter(rule -> !rule.id().equals(id)).toList();
        boolean removed = next.size() < rules.size();
        rules = next;
        return removed;
    }

    /** All in force now. */
    public List<Rule> list() {
        return rules;
    }

    /** The rule with this id, if it is in force. */
    public Optional<Rule> find(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
