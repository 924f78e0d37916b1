package dev.drover.server.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counters and timers of a server. Each is kept twice: since the start, which a monitor that asks now and then turns into rates, and for the last
 * whole {@link #INTERVAL}, which somebody who asks once can read.
 */
public final class Meters {
    /** How long figures are gathered before they are shown. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final double NANOS_IN_MILLI = 1e6;

    private final Map<Key, Meter> meters = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** What a figure is of. */
    public enum Kind {
        /** Adds up. */
        COUNTER,
        /** Milliseconds that something took. */
        TIMER
    }

    /** Which figure: names are those that monitors of such servers know, with dots. */
    private record Key(Kind kind, String name, Map<String, String> labels) {}

    /**
     * Values of a time.
     *
     * @param count how many there were
     */
    public record Values(long count, double sum, double sumOfSquares, double min, double max) {
        static final Values NONE = new Values(0, 0, 0, 0, 0);

        Values with(double value) {
            return new Values(
                    count + 1,
                    sum + value,
                    sumOfSquares + value * value,
                    count == 0 ? value : Math.min(min, value),
                    count == 0 ? value : Math.max(max, value));
        }

        public double mean() {
            return count == 0 ? 0 : sum / count;
        }

        /** Of a sample; 0 for less than two. */
        public double standardDeviation() {
            return count < 2 ? 0 : Math.sqrt(Math.max(0, (sumOfSquares - sum * sum / count) / (count - 1)));
        }
    }

    /**
     * A figure as it is now.
     *
     * @param total since the start
     * @param interval of the last whole interval in which there was something, if that ended less than an interval ago; empty otherwise
     */
    public record Reading(Kind kind, String name, Map<String, String> labels, Values total, Values interval) {}

    public Meters() {
        this(System::nanoTime);
    }

    /** As {@link #Meters()}, with another notion of time, as {@link System#nanoTime}. */
    Meters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One more. */
    public void count(String name, Map<String, String> labels) {
        meter(Kind.COUNTER, name, labels).add(1, interval());
    }

    public void count(String name) {
        count(name, Map.of());
    }

    /** The beginning of something that is to be timed. */
    public long start() {
        return nanoTime.getAsLong();
    }

    /**
     * The end of it.
     *
     * @param started what {@link #start} said
     */
    public void time(String name, long started) {
        time(name, started, Map.of());
    }

    /** As {@link #time(String, long)}, told apart by labels; each set of them is kept for good, so there have to be few. */
    public void time(String name, long started, Map<String, String> labels) {
        double millis = (nanoTime.getAsLong() - started) / NANOS_IN_MILLI;
        meter(Kind.TIMER, name, labels).add(millis, interval());
    }

    private Meter meter(Kind kind, String name, Map<String, String> labels) {
        return meters.computeIfAbsent(new Key(kind, name, Map.copyOf(labels)), _ -> new Meter());
    }

    private long interval() {
        return Math.floorDiv(nanoTime.getAsLong(), INTERVAL.toNanos());
    }

    /** All figures, by name. */
    public List<Reading> readings() {
        long now = interval();
        List<Reading> readings = new ArrayList<>();
        meters.forEach((key, meter) -> readings.add(meter.reading(key, now)));
        readings.sort(Comparator.comparing(Reading::name)
                .thenComparing(reading -> new TreeMap<>(reading.labels()).toString()));
        return readings;
    }

    private static final class Meter {
        private Values total = Values.NONE;
        private Values present = Values.NONE;
        private Values before = Values.NONE;
        private long interval = Long.MIN_VALUE;

        synchronized void add(double value, long now) {
            turn(now);
            total = total.with(value);
            present = present.with(value);
        }

        private void turn(long now) {
            if (now != interval) {
                before = now == interval + 1 ? present : Values.NONE;
                present = Values.NONE;
                interval = now;
            }
        }

        synchronized Reading reading(Key key, long now) {
            turn(now);
            return new Reading(key.kind(), key.name(), key.labels(), total, before);
        }
    }
}
