package dev.drover.model.validate;

import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeMount;
import dev.drover.model.volume.VolumeRequest;
import java.util.List;
import java.util.Objects;

/** Volumes of a group and where its tasks mount them. */
final class VolumeRules {
    private static final List<String> CSI_ACCESS = List.of(
            "single-node-reader-only",
            "single-node-writer",
            "multi-node-reader-only",
            "multi-node-single-writer",
            "multi-node-multi-writer");
    private static final List<String> HOST_ACCESS = List.of(
            "single-node-reader-only", "single-node-writer", "single-node-single-writer", "single-node-multi-writer");
    private static final List<String> ATTACHMENTS = List.of("file-system", "block-device");

    private VolumeRules() {}

    static void ofGroup(Job job, TaskGroup group, Report report) {
        group.volumes().forEach((name, volume) -> check(job, group, volume, report.in("volume", name)));
    }

    private static void check(Job job, TaskGroup group, VolumeRequest volume, Report block) {
        block.required("source", volume.source());
        block.required("type", volume.type());
        block.oneOf("type", volume.type(), List.of("host", "csi"));
        block.oneOf("attachment_mode", volume.attachmentMode(), ATTACHMENTS);
        switch (volume.type()) {
            case "csi" -> {
                block.required("access_mode", volume.accessMode());
                block.required("attachment_mode", volume.attachmentMode());
                block.oneOf("access_mode", volume.accessMode(), CSI_ACCESS);
                block.faultIf(volume.sticky(), "sticky is for host volumes", "remove sticky");
                block.faultIf(
                        volume.accessMode().endsWith("reader-only") && !volume.readOnly(),
                        "access_mode " + volume.accessMode() + " needs read_only",
                        "set read_only = true");
            }
            case "host" -> {
                block.oneOf("access_mode", volume.accessMode(), HOST_ACCESS);
                block.faultIf(volume.mountOptions() != null, "mount_options is for csi volumes", "remove the block");
            }
            default -> {}
        }
        perAlloc(job, group, volume, block);
    }

    private static void perAlloc(Job job, TaskGroup group, VolumeRequest volume, Report block) {
        if (!volume.perAlloc()) {
            return;
        }
        block.faultIf(volume.sticky(), "per_alloc and sticky exclude each other", "keep one");
        block.faultIf(
                JobValidator.runsEverywhere(job),
                "per_alloc does not suit " + job.type() + " jobs",
                "remove per_alloc");
        boolean canaries = group.update() != null
                && Objects.requireNonNullElse(group.update().canary(), 0) > 0;
        block.faultIf(canaries, "per_alloc cannot be used with canaries", "remove per_alloc or canary");
    }

    static void ofTask(TaskGroup group, Task task, Report report) {
        for (VolumeMount mount : task.volumeMounts()) {
            Report block = report.in("volume_mount", mount.volume());
            block.required("volume", mount.volume());
            block.required("destination", mount.destination());
            block.faultIf(
                    !mount.volume().isEmpty() && !group.volumes().containsKey(mount.volume()),
                    "the group has no volume \"" + mount.volume() + "\"",
                    "add a volume block of that name to the group");
            block.oneOf(
                    "propagation_mode", mount.propagationMode(), List.of("private", "host-to-task", "bidirectional"));
            block.oneOf("selinux_label", mount.seLinuxLabel(), List.of("Z", "z"));
        }
    }
}
