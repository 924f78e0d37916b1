package dev.drover.gossip;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Warnings that strangers can provoke: each topic is logged at most once a minute, with how many were held back. */
final class Hints {
    private static final Logger LOG = System.getLogger(Gossip.class.getName());
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Topics that are told apart; beyond that all are quiet until the oldest are due again. */
    private static final int TOPICS = 256;

    private record Told(long at, int heldBack) {}

    private final Map<String, Told> topics = new HashMap<>();

    synchronized void warn(String topic, String text) {
        long now = System.nanoTime();
        Told told = topics.get(topic);
        if (told != null && now - told.at() < QUIET_NANOS) {
            topics.put(topic, new Told(told.at(), told.heldBack() + 1));
            return;
        }
        if (topics.size() >= TOPICS) {
            topics.values().removeIf(other -> now - other.at() >= QUIET_NANOS);
            if (topics.size() >= TOPICS) {
                return;
            }
        }
        int heldBack = told == null ? 0 : told.heldBack();
        topics.put(topic, new Told(now, 0));
        LOG.log(Level.WARNING, heldBack == 0 ? text : text + " (and " + heldBack + " more like this)");
    }
}
