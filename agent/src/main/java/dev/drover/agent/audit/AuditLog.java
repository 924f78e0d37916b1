package dev.drover.agent.audit;

import dev.drover.agent.config.AuditSettings;
import dev.drover.agent.config.ConfigException;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All sinks of an agent, and what they leave out. */
public final class AuditLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private record Open(AuditSettings.Sink settings, AuditFile file) {}

    private final List<Open> sinks;
    private final List<AuditFilter> filters;
    private final Clock clock;

    private AuditLog(List<Open> sinks, List<AuditFilter> filters, Clock clock) {
        this.sinks = List.copyOf(sinks);
        this.filters = List.copyOf(filters);
        this.clock = clock;
    }

    /**
     * Opens all sinks.
     *
     * @param folder of the agent, for sinks that name no file
     * @throws ConfigException when one cannot be written
     */
    public static AuditLog open(AuditSettings settings, Path folder, Clock clock) {
        List<Open> sinks = new ArrayList<>();
        for (AuditSettings.Sink sink : settings.sinks()) {
            Path path = sink.path().orElseGet(() -> folder.resolve("audit").resolve("audit.log"));
            try {
                sinks.add(new Open(sink, AuditFile.open(path, sink, clock)));
            } catch (IOException fault) {
                throw new ConfigException("audit.sink." + sink.name() + ": " + path + " cannot be written (" + fault
                        + "); set its path to a file that can, or audit.enabled to false");
            }
        }
        return new AuditLog(
                sinks, settings.filters().stream().map(AuditFilter::of).toList(), clock);
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Keeps a record, unless a filter leaves it out.
     *
     * @param payload as documented in docs/audit.md
     * @throws IOException when a sink that has to have it could not be written
     */
    void add(Stage stage, String operation, String endpoint, Map<String, Object> payload) throws IOException {
        if (filters.stream().anyMatch(filter -> filter.leavesOut(stage, operation, endpoint))) {
            return;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("created_at", now().toString());
        record.put("event_type", "audit");
        record.put("payload", payload);
        byte[] line = (Json.write(record) + "\n").getBytes(StandardCharsets.UTF_8);
        for (Open sink : sinks) {
            try {
                sink.file().write(line);
            } catch (IOException fault) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        () -> "audit.sink." + sink.settings().name() + " could not be written: " + fault);
                if (sink.settings().guarantee() == AuditSettings.Guarantee.ENFORCED) {
                    throw fault;
                }
            }
        }
    }

    @Override
    public void close() {
        for (Open sink : sinks) {
            try {
                sink.file().close();
            } catch (IOException fault) {
                LOG.log(System.Logger.Level.WARNING, () -> sink.settings().name() + " was not closed: " + fault);
            }
        }
    }
}
