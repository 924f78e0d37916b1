package dev.drover.server;

import dev.drover.server.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock and timer whose time stands still until a test moves it; what is due already runs at once, on a thread of its own. */
public final class ManualTime extends Clock implements Timer {
    private final List<Entry> entries = new ArrayList<>();
    private Instant now;

    public ManualTime(Instant start) {
        this.now = start;
    }

    private record Entry(Instant due, Runnable action) {}

    @Override
    public synchronized Alarm at(Instant time, Runnable action) {
        if (!time.isAfter(now)) {
            Thread.ofVirtual().name("manual-time").start(action);
            return () -> {};
        }
        Entry entry = new Entry(time, action);
        entries.add(entry);
        return () -> remove(entry);
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }

    /** Moves time on and runs what falls due, in order. */
    public void advance(Duration duration) {
        Instant end = instant().plus(duration);
        for (Entry next = takeDue(end); next != null; next = takeDue(end)) {
            next.action().run();
        }
    }

    private synchronized @Nullable Entry takeDue(Instant end) {
        Entry first = entries.stream()
                .filter(entry -> !entry.due().isAfter(end))
                .min(Comparator.comparing(Entry::due))
                .orElse(null);
        if (first != null) {
            entries.remove(first);
            now = first.due().isAfter(now) ? first.due() : now;
        } else {
            now = end;
        }
        return first;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock has no zones");
    }
}
