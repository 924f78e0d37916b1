package dev.drover.jobspec.decode;

import dev.drover.model.job.Secret;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a job or group says once for all of its tasks. The nearest wins, so each level fills only what is still missing. */
final class Inherited {
    private @Nullable Vault vault;
    private List<Secret> secrets = List.of();

    void vault(Vault decoded) {
        vault = decoded;
    }

    void secrets(List<Secret> decoded) {
        secrets = decoded;
    }

    Task applyTo(Task task) {
        if (vault == null && secrets.isEmpty()) {
            return task;
        }
        Set<String> present = task.secrets().stream().map(Secret::name).collect(Collectors.toSet());
        List<Secret> all = new ArrayList<>(task.secrets());
        secrets.stream().filter(secret -> !present.contains(secret.name())).forEach(all::add);
        return TaskBuilder.builder(task)
                .vault(task.vault() == null ? vault : task.vault())
                .secrets(all)
                .build();
    }
}
