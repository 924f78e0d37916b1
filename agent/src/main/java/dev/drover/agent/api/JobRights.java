package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.ApiRequest;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.HostVolumeCapability;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;

/** What it takes to hand in a job: rights in its namespace, and for everything that it reaches beyond itself. */
final class JobRights {
    private JobRights() {}

    /**
     * Refuses a job that the caller may not hand in.
     *
     * @param override whether policies that only advise are to be passed over
     * @param anyOf what the call takes in the namespace of the job
     * @throws dev.drover.agent.http.HttpException with status 403
     */
    static void require(ApiRequest request, Job job, boolean override, NamespaceCapability... anyOf) {
        Acl acl = request.acl();
        boolean allowed = acl.isManagement()
                || (acl.allows(job.namespace(), anyOf)
                        && (!override || acl.allows(job.namespace(), NamespaceCapability.SENTINEL_OVERRIDE))
                        && job.taskGroups().stream().allMatch(group -> allows(acl, job, group)));
        if (!allowed) {
            throw Gate.denied();
        }
    }

    private static boolean allows(Acl acl, Job job, TaskGroup group) {
        boolean isPlugin = group.tasks().stream().anyMatch(task -> task.csiPluginConfig() != null);
        return (!isPlugin || acl.allows(job.namespace(), NamespaceCapability.CSI_REGISTER_PLUGIN))
                && group.volumes().values().stream().allMatch(volume -> allows(acl, job, volume));
    }

    private static boolean allows(Acl acl, Job job, VolumeRequest volume) {
        return switch (volume.type()) {
            case "csi" -> acl.allows(job.namespace(), NamespaceCapability.CSI_MOUNT_VOLUME);
            case "host" ->
                acl.allowsHostVolume(
                        volume.source(),
                        volume.readOnly() ? HostVolumeCapability.MOUNT_READONLY : HostVolumeCapability.MOUNT_READWRITE);
            // Whoever judges the job refuses other types.
            default -> true;
        };
    }
}
