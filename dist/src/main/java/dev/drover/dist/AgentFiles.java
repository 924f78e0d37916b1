package dev.drover.dist;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.ConfigFiles;
import dev.drover.agent.filter.Filter;
import dev.drover.agent.filter.FilterException;
import dev.drover.agent.offline.OfflineNode;
import dev.drover.agent.offline.OfflineServer;
import dev.drover.cli.LocalFiles;
import dev.drover.model.wire.Json;
import dev.drover.state.State;
import dev.drover.state.snapshot.Header;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line's view of the files of agents. */
final class AgentFiles implements LocalFiles {
    @Override
    public Facts inspectSnapshot(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Header header = StateSnapshots.inspect(in);
            return new Facts(
                    header.sha256(),
                    header.bytes(),
                    header.index(),
                    header.format(),
                    header.createdBy(),
                    header.tables().stream()
                            .map(table -> new Part(table.name(), table.rows(), table.bytes()))
                            .toList());
        }
    }

    @Override
    public void redactSnapshot(Path from, Path to) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            StateSnapshots.redact(in, out);
        }
    }

    @Override
    public Map<String, Object> snapshotState(Path file, String expression) throws IOException {
        Optional<Filter> filter;
        try {
            filter = expression.isEmpty() ? Optional.empty() : Optional.of(Filter.parse(expression));
        } catch (FilterException fault) {
            throw new IOException("filter: " + fault.getMessage(), fault);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return tables(StateSnapshots.read(in), filter);
        }
    }

    private static Map<String, Object> tables(State state, Optional<Filter> filter) {
        Map<String, Object> tables = new LinkedHashMap<>();
        tables.put("Index", state.index());
        tables.put("Namespaces", records(state.namespaces(), filter));
        tables.put("NodePools", records(state.nodePools(), filter));
        tables.put("Nodes", records(state.nodes(), filter));
        tables.put("Jobs", records(state.jobs(), filter));
        tables.put("Evals", records(state.evaluations(), filter));
        tables.put("Deployments", records(state.deployments(), filter));
        tables.put("Allocs", records(state.allocations(), filter));
        tables.put("ScalingPolicies", records(state.scalingPolicies(), filter));
        tables.put("CSIVolumes", records(state.csiVolumes(), filter));
        tables.put("QuotaSpecs", records(state.quotas(), filter));
        tables.put("ACLPolicies", records(state.aclPolicies(), filter));
        tables.put("ACLRoles", records(state.aclRoles(), filter));
        tables.put("ACLTokens", records(state.aclTokens(), filter));
        return tables;
    }

    private static List<Map<String, Object>> records(Collection<?> rows, Optional<Filter> filter) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Object row : rows) {
            Map<String, Object> fields = Json.readObject(Json.writeBytes(row));
            if (filter.isEmpty() || filter.get().matches(fields)) {
                records.add(fields);
            }
        }
        return records;
    }

    @Override
    public LogFacts raftInfo(Path folder) throws IOException {
        OfflineServer.Summary summary = OfflineServer.open(folder).summary();
        return new LogFacts(
                summary.folder(),
                summary.entries(),
                summary.firstIndex(),
                summary.lastIndex(),
                summary.lastTerm(),
                summary.snapshotIndex(),
                summary.terms(),
                summary.peers());
    }

    @Override
    public List<Map<String, Object>> raftLogs(Path folder) throws IOException {
        return OfflineServer.open(folder).entries();
    }

    @Override
    public Map<String, Object> raftState(Path folder, long lastIndex) throws IOException {
        return tables(OfflineServer.open(folder).state(lastIndex), Optional.empty());
    }

    @Override
    public Map<String, Object> clientState(Path folder) throws IOException {
        return OfflineNode.read(folder);
    }

    @Override
    public List<String> checkConfiguration(List<Path> paths) throws IOException {
        try {
            return AgentConfig.of(
                            false,
                            ConfigFiles.read(paths.stream().map(Path::toString).toList()))
                    .warnings();
        } catch (ConfigException fault) {
            throw new IOException(fault.getMessage(), fault);
        }
    }
}
