package dev.drover.client.task;

import dev.drover.client.host.CoreList;
import dev.drover.driver.FileIsolation;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a task and the interpolation that goes with it. Later layers win: the host's variables, then those of the
 * cluster, meta, ports, files with variables, and the task's own {@code env} last.
 *
 * @param variables what the process gets
 */
public record TaskEnvironment(Map<String, String> variables, Interpolation interpolation) {
    public TaskEnvironment {
        variables = Map.copyOf(variables);
    }

    /** What an environment is made of. */
    record Source(
            Allocation allocation,
            Job job,
            TaskGroup group,
            Task task,
            Node node,
            String region,
            FileIsolation isolation,
            AllocFolders folders,
            Map<String, String> hostVariables,
            Optional<String> parentGroup,
            Map<String, String> fileVariables) {}

    static TaskEnvironment build(Source source) {
        Map<String, String> layers = new LinkedHashMap<>();
        if (source.isolation() != FileIsolation.IMAGE) {
            layers.putAll(source.hostVariables());
        }
        layers.putAll(folders(source));
        layers.putAll(identity(source));
        layers.putAll(limits(source));
        source.parentGroup().ifPresent(group -> layers.put("NOMAD_PARENT_CGROUP", group));
        layers.putAll(meta(source));
        layers.putAll(PortVariables.of(source.allocation(), source.task().name()));
        layers.putAll(source.fileVariables());

        Map<String, String> references = new LinkedHashMap<>(layers);
        references.putAll(nodeReferences(source.node(), source.region()));
        Interpolation first = new Interpolation(references);
        source.task().env().forEach((name, value) -> {
            String key = first.text(name);
            String text = first.text(value);
            layers.put(key, text);
            references.put(key, text);
        });

        Map<String, String> clean = new LinkedHashMap<>();
        layers.forEach((name, value) -> clean.put(cleanName(name), value));
        references.putAll(clean);
        return new TaskEnvironment(clean, new Interpolation(references));
    }

    /** Variables get names that every shell can read; the name as written stays usable in interpolation. */
    private static String cleanName(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }

    private static Map<String, String> folders(Source source) {
        if (source.isolation() == FileIsolation.NONE) {
            String task = source.task().name();
            return Map.of(
                    "NOMAD_ALLOC_DIR", source.folders().shared().toString(),
                    "NOMAD_TASK_DIR", source.folders().local(task).toString(),
                    "NOMAD_SECRETS_DIR", source.folders().secrets(task).toString());
        }
        return Map.of("NOMAD_ALLOC_DIR", "/alloc", "NOMAD_TASK_DIR", "/local", "NOMAD_SECRETS_DIR", "/secrets");
    }

    private static Map<String, String> identity(Source source) {
        Allocation allocation = source.allocation();
        Map<String, String> variables = new LinkedHashMap<>();
        String id = allocation.id();
        variables.put("NOMAD_ALLOC_ID", id);
        variables.put("NOMAD_SHORT_ALLOC_ID", id.substring(0, Math.min(8, id.length())));
        variables.put("NOMAD_ALLOC_NAME", allocation.name());
        variables.put("NOMAD_ALLOC_INDEX", index(allocation.name()));
        variables.put("NOMAD_TASK_NAME", source.task().name());
        variables.put("NOMAD_GROUP_NAME", source.group().name());
        variables.put("NOMAD_JOB_ID", source.job().id());
        variables.put("NOMAD_JOB_NAME", source.job().name());
        if (!source.job().parentId().isEmpty()) {
            variables.put("NOMAD_JOB_PARENT_ID", source.job().parentId());
        }
        variables.put("NOMAD_DC", source.node().datacenter());
        variables.put("NOMAD_REGION", source.region());
        variables.put("NOMAD_NAMESPACE", allocation.namespace());
        return variables;
    }

    /** The number in brackets at the end of an allocation's name. */
    private static String index(String name) {
        int open = name.lastIndexOf('[');
        return open < 0 || !name.endsWith("]") ? "" : name.substring(open + 1, name.length() - 1);
    }

    private static Map<String, String> limits(Source source) {
        Map<String, String> variables = new LinkedHashMap<>();
        AllocatedResources allocated = source.allocation().allocatedResources();
        AllocatedTaskResources resources =
                allocated == null ? null : allocated.tasks().get(source.task().name());
        if (resources == null) {
            return variables;
        }
        var memory = resources.memory();
        if (memory != null && memory.memoryMb() > 0) {
            variables.put("NOMAD_MEMORY_LIMIT", Long.toString(memory.memoryMb()));
            if (memory.memoryMaxMb() > 0) {
                variables.put("NOMAD_MEMORY_MAX_LIMIT", Long.toString(memory.memoryMaxMb()));
            }
        }
        var cpu = resources.cpu();
        if (cpu != null && cpu.cpuShares() > 0) {
            variables.put("NOMAD_CPU_LIMIT", Long.toString(cpu.cpuShares()));
        }
        if (cpu != null && !cpu.reservedCores().isEmpty()) {
            variables.put("NOMAD_CPU_CORES", CoreList.format(cpu.reservedCores()));
        }
        return variables;
    }

    /** Meta of job, group and task, the nearest winning; optional keys of a dispatched job that were not given are empty. */
    private static Map<String, String> meta(Source source) {
        Map<String, String> merged = new LinkedHashMap<>();
        ParameterizedJobConfig parameters = source.job().parameterizedJob();
        if (parameters != null) {
            parameters.metaOptional().forEach(key -> merged.put(key, ""));
        }
        merged.putAll(source.job().meta());
        merged.putAll(source.group().meta());
        merged.putAll(source.task().meta());
        Map<String, String> variables = new LinkedHashMap<>();
        merged.forEach((key, value) -> {
            variables.put("NOMAD_META_" + key.toUpperCase(Locale.ROOT), value);
            variables.put("NOMAD_META_" + key, value);
        });
        return variables;
    }

    private static Map<String, String> nodeReferences(Node node, String region) {
        Map<String, String> references = new LinkedHashMap<>();
        node.attributes().forEach((key, value) -> references.put("attr." + key, value));
        node.meta().forEach((key, value) -> references.put("meta." + key, value));
        references.put("node.unique.id", node.id());
        references.put("node.unique.name", node.name());
        references.put("node.datacenter", node.datacenter());
        references.put("node.class", node.nodeClass());
        references.put("node.pool", node.nodePool());
        references.put("node.region", region);
        return references;
    }
}
