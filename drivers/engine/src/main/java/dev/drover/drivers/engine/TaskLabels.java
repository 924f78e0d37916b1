package dev.drover.drivers.engine;

import dev.drover.driver.TaskLaunch;
import dev.drover.model.text.Globs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By what a container is known: its name, and labels that describe its task. */
public final class TaskLabels {
    /** Always there, so that a node finds its own containers again, whatever else runs on the engine. */
    public static final String NODE = "dev.drover.node";

    public static final String TASK = "dev.drover.task";

    private static final String PREFIX = "com.hashicorp.nomad.";

    private TaskLabels() {}

    /** The container's name: that of the task, made unique by the allocation. */
    public static String containerName(TaskLaunch launch) {
        return containerName(launch, launch.task().name());
    }

    /** The name of the container of another task of the same allocation. */
    public static String containerName(TaskLaunch launch, String task) {
        return (task + "-" + launch.allocationId()).replaceAll("[^a-zA-Z0-9_.-]", "_");
    }

    /**
     * All labels of a container.
     *
     * @param own labels of the job
     * @param extra names, with {@code *}, of further labels that the operator wants
     */
    public static Map<String, String> of(TaskLaunch launch, Map<String, String> own, List<String> extra) {
        String nodeId = launch.nodeId();
        Map<String, String> facts = Map.of(
                "job_name", launch.jobName(),
                "job_id", launch.jobId(),
                "task_group_name", launch.groupName(),
                "task_name", launch.task().name(),
                "namespace", launch.namespace(),
                "node_name", launch.nodeName(),
                "node_id", nodeId,
                "short_node_id", nodeId.substring(0, Math.min(8, nodeId.length())));
        Map<String, String> labels = new LinkedHashMap<>(own);
        facts.forEach((name, value) -> {
            if (extra.stream().anyMatch(pattern -> Globs.matches(pattern, name))) {
                labels.put(PREFIX + name, value);
            }
        });
        labels.put(PREFIX + "alloc_id", launch.allocationId());
        labels.put(NODE, nodeId);
        labels.put(TASK, launch.taskKey());
        return labels;
    }
}
