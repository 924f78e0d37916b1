package dev.drover.driver;

import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.Task;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a driver needs to start one task. Texts of {@code config} and {@code environment} are interpolated already.
 *
 * @param allocationId full id of the allocation
 * @param task the task as the job says it; {@code config} below replaces its config
 * @param user the user to run as, or empty for the driver's default
 * @param ports host ports by label, as handed out by the scheduler
 * @param surroundings network and volumes that the task is to see
 */
public record TaskLaunch(
        String allocationId,
        String allocationName,
        String namespace,
        String jobId,
        String jobName,
        String groupName,
        String nodeId,
        String nodeName,
        Task task,
        Map<String, Object> config,
        Map<String, String> environment,
        String user,
        AllocatedTaskResources resources,
        Map<String, PortBinding> ports,
        Directories directories,
        Surroundings surroundings,
        LogTarget stdout,
        LogTarget stderr) {

    /** A key that is unique on the node and the same after a restart of the agent. */
    public String taskKey() {
        return allocationId + "/" + task.name();
    }

    /**
     * One port of the task.
     *
     * @param containerPort the port inside the task's own network, or the host port when there is none
     */
    public record PortBinding(String hostIp, int hostPort, int containerPort) {}

    /**
     * Where the task lives on the host.
     *
     * @param allocation root of the allocation's folders
     * @param shared {@code alloc/}, shared by the group
     * @param task the task's own root
     */
    public record Directories(Path allocation, Path shared, Path task, Path local, Path secrets) {}
}
