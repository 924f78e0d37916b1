package dev.drover.keeper.process;

import dev.drover.driver.TaskUsage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Turns the processor time of a session into a share of one core since it was asked last. */
public final class UsageMeter {
    private static final double TICKS_PER_SECOND = 100;

    private final Session session;
    private final DoubleSupplier coreMhz;
    private long lastTicks;
    private long lastNanos = System.nanoTime();
    private double lastPercent;

    public UsageMeter(Session session, DoubleSupplier coreMhz) {
        this.session = session;
        this.coreMhz = coreMhz;
    }

    public synchronized TaskUsage measure() {
        List<ProcessStat> members = session.members();
        long ticks = members.stream().mapToLong(ProcessStat::ticks).sum();
        long resident = members.stream()
                .mapToLong(member -> ProcessStat.residentBytes(member.pid()))
                .sum();
        long nanos = System.nanoTime();
        // Two questions within a tenth of a second would divide by nearly nothing: the last answer still holds.
        if (nanos - lastNanos >= TimeUnit.MILLISECONDS.toNanos(100)) {
            double seconds = (nanos - lastNanos) / 1e9;
            lastPercent = Math.max(0, ticks - lastTicks) / TICKS_PER_SECOND / seconds * 100;
            lastTicks = ticks;
            lastNanos = nanos;
        }
        Instant now = Instant.now();
        long timestamp = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return new TaskUsage(lastPercent, lastPercent / 100 * coreMhz.getAsDouble(), resident, timestamp);
    }
}
