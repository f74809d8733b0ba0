package org.mimika.video.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A session's subscribers. Thread-safe. */
final class Publisher {
    private final String name;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private boolean ended;

    Publisher(String name) {
        this.name = name;
    }

    synchronized Subscription subscribe(int capacity) {
        Subscription subscription = new Subscription(capacity);
        if (ended) {
            subscription.end();
        } else {
            subscriptions.add(subscription);
        }
        return subscription;
    }

    /** A subscription whose results a thread of its own takes; what the consumer throws ends that thread alone. */
    Subscription subscribe(int capacity, Consumer<Delivery> consumer) {
        Subscription subscription = subscribe(capacity);
        Thread thread = new Thread(() -> deliver(subscription, consumer), "mimika-subscriber-" + name);
        thread.setDaemon(true);
        threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
        thread.start();
        threads.add(thread);
        return subscription;
    }

    private static void deliver(Subscription subscription, Consumer<Delivery> consumer) {
        try (subscription) {
            Delivery delivery = subscription.take();
            while (delivery != null) {
                consumer.accept(delivery);
                delivery = subscription.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the thread ends, which is what an interrupt asks for
        }
    }

    /** Never waits for anybody. */
    void publish(LiveResult result) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.offer(result)) {
                subscriptions.remove(subscription);
            }
        }
    }

    /** No more results will come. */
    synchronized void end() {
        ended = true;
        subscriptions.forEach(Subscription::end);
        subscriptions.clear();
    }

    /** The threads of those who do not take their results themselves. */
    List<Thread> threads() {
        return new ArrayList<>(threads);
    }
}
