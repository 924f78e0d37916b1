package dev.drover.keeper.process;

import dev.drover.driver.TaskUsage;
import dev.drover.driver.TaskUsage.Memory;
import dev.drover.driver.TaskUsage.Processor;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.cgroup.GroupUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Turns the processor time of a task into a share of one core since it was asked last. */
public final class UsageMeter {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final List<String> OF_GROUP =
            List.of("System Mode", "User Mode", "Throttled Periods", "Throttled Time", "Percent", "Total Ticks");
    private static final List<String> OF_SESSION = List.of("Percent", "Total Ticks");

    private final Session session;
    private final Optional<ControlGroup> group;
    private final DoubleSupplier coreMhz;
    private GroupUsage last = new GroupUsage(0, 0, 0, 0, 0, new Memory(0, 0, 0, 0, 0, 0, 0, List.of()));
    private long lastNanos = System.nanoTime();
    private Processor lastProcessor = new Processor(0, 0, 0, 0, 0, 0, OF_SESSION);

    /** @param group measured instead of the session when it exists */
    public UsageMeter(Session session, Optional<ControlGroup> group, DoubleSupplier coreMhz) {
        this.session = session;
        this.group = group;
        this.coreMhz = coreMhz;
    }

    public synchronized TaskUsage measure() {
        Optional<ControlGroup> measured = group.filter(ControlGroup::exists);
        GroupUsage usage = measured.map(ControlGroup::usage).orElseGet(this::ofSession);
        long nanos = System.nanoTime();
        // Two questions within a tenth of a second would divide by nearly nothing: the last answer still holds.
        if (nanos - lastNanos >= TimeUnit.MILLISECONDS.toNanos(100)) {
            double length = nanos - lastNanos;
            double percent = percent(usage.cpuNanos() - last.cpuNanos(), length);
            lastProcessor = new Processor(
                    percent,
                    percent(usage.userNanos() - last.userNanos(), length),
                    percent(usage.systemNanos() - last.systemNanos(), length),
                    percent / 100 * coreMhz.getAsDouble(),
                    usage.throttledPeriods(),
                    usage.throttledNanos(),
                    measured.isPresent() ? OF_GROUP : OF_SESSION);
            last = usage;
            lastNanos = nanos;
        }
        Instant now = Instant.now();
        long timestamp = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return new TaskUsage(lastProcessor, usage.memory(), timestamp);
    }

    private static double percent(long used, double length) {
        return Math.max(0, used) / length * 100;
    }

    private GroupUsage ofSession() {
        List<ProcessStat> members = session.members();
        long nanos = members.stream().mapToLong(ProcessStat::ticks).sum() * TICK_NANOS;
        long resident = members.stream()
                .mapToLong(member -> ProcessStat.residentBytes(member.pid()))
                .sum();
        return new GroupUsage(
                nanos, 0, 0, 0, 0, new Memory(resident, 0, 0, 0, resident, 0, 0, List.of("RSS", "Usage")));
    }
}
