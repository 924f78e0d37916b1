package dev.drover.client.task;

import dev.drover.model.job.DispatchPayloadConfig;
import dev.drover.model.job.Task;
import dev.drover.template.source.ConfinedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The payload of a dispatch, which a task finds as a file before it starts. */
final class TaskPayload {
    private static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rw-r--r--");

    private final AllocFolders folders;
    private final Task task;

    TaskPayload(AllocFolders folders, Task task) {
        this.folders = folders;
        this.task = task;
    }

    void write(@Nullable String payload) throws SetupException, IOException {
        DispatchPayloadConfig wanted = task.dispatchPayload();
        if (wanted == null || wanted.file().isEmpty() || payload == null) {
            return;
        }
        ConfinedFolder local = new ConfinedFolder(folders.local(task.name()));
        Path file = Path.of(wanted.file().replaceFirst("^/+", "")).normalize();
        if (file.startsWith("..")) {
            throw new SetupException("dispatch_payload file \"" + wanted.file() + "\" leaves the task's folder");
        }
        local.write(file, Base64.getDecoder().decode(payload), PERMISSIONS, any -> {});
    }
}
