package dev.drover.raft;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.util.TimeDuration;

/**
 * Ratis measures each step of each entry with histograms. Nobody reads them here, so they are dropped where they are made;
 * {@link ReplicatedLog#status} tells what an operator wants to know. Found by Ratis as a service.
 */
public final class NoMetrics extends MetricRegistries {
    private static final Timekeeper.Context STOPPED = () -> 0L;

    @Override
    public void clear() {
        // nothing is kept
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return new Nowhere(info);
    }

    @Override
    public boolean remove(MetricRegistryInfo info) {
        return true;
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.empty();
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.of();
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.of();
    }

    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporter, Consumer<RatisMetricRegistry> stopReporter) {
        // nothing to report
    }

    @Override
    public void enableJmxReporter() {
        // nothing to report
    }

    @Override
    public void enableConsoleReporter(TimeDuration rate) {
        // nothing to report
    }

    private record Nowhere(MetricRegistryInfo info) implements RatisMetricRegistry {
        @Override
        public Timekeeper timer(String name) {
            return () -> STOPPED;
        }

        @Override
        public LongCounter counter(String name) {
            return new Uncounted();
        }

        @Override
        public boolean remove(String name) {
            return true;
        }

        @Override
        public <T> void gauge(String name, Supplier<Supplier<T>> gauge) {
            // nobody looks
        }

        @Override
        public MetricRegistryInfo getMetricRegistryInfo() {
            return info;
        }
    }

    private static final class Uncounted implements LongCounter {
        @Override
        public void inc(long amount) {
            // nobody looks
        }

        @Override
        public void dec(long amount) {
            // nobody looks
        }

        @Override
        public long getCount() {
            return 0;
        }
    }
}
