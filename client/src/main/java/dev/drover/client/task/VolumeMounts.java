package dev.drover.client.task;

import dev.drover.driver.Surroundings;
import dev.drover.model.job.Task;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeMount;
import dev.drover.model.volume.VolumeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The volumes of the group that a task asks for. A volume is read-only when the node, the group or the task says so.
 *
 * @param offered the host volumes of the node, by name
 */
record VolumeMounts(TaskSpec spec, Map<String, HostVolumeInfo> offered, Interpolation interpolation) {

    /** What the task's driver is to mount, in the order of the job. */
    List<Surroundings.Mount> all() throws SetupException {
        List<Surroundings.Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : spec.task().volumeMounts()) {
            mounts.add(mount(mount, interpolation.text(mount.volume())));
        }
        return mounts;
    }

    private Surroundings.Mount mount(VolumeMount mount, String name) throws SetupException {
        VolumeRequest request = spec.group().volumes().get(name);
        if (request == null) {
            throw fault(name, "the group has no volume of this name");
        }
        if (!request.type().isEmpty() && !request.type().equals("host")) {
            throw fault(name, "this node cannot mount volumes of type " + request.type());
        }
        String source = interpolation.text(request.source()) + (request.perAlloc() ? index() : "");
        HostVolumeInfo volume = offered.get(source);
        if (volume == null) {
            throw fault(name, "this node has no host volume \"" + source + "\"");
        }
        if (!Files.exists(Path.of(volume.path()))) {
            throw fault(name, volume.path() + " is not there any more");
        }
        String destination = interpolation.text(mount.destination());
        return new Surroundings.Mount(
                Path.of(volume.path()),
                destination.startsWith("/") ? destination : "/" + destination,
                volume.readOnly() || request.readOnly() || mount.readOnly(),
                mount.propagationMode().isEmpty() ? "private" : mount.propagationMode());
    }

    private String index() {
        String name = spec.allocation().name();
        int open = name.lastIndexOf('[');
        return open < 0 ? "" : name.substring(open);
    }

    private SetupException fault(String volume, String reason) {
        Task task = spec.task();
        return new SetupException("volume \"" + volume + "\" of task \"" + task.name() + "\": " + reason);
    }
}
