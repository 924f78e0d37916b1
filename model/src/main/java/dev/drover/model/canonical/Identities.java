package dev.drover.model.canonical;

import dev.drover.model.job.Task;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every task has the default identity, with which it speaks to the cluster itself. */
final class Identities {
    private static final String DEFAULT_NAME = "default";

    /** The audience that the cluster's own API expects. */
    private static final List<String> DEFAULT_AUDIENCE = List.of("nomadproject.io");

    private Identities() {}

    /** The identity without a name or with the default one, wherever it was written. */
    static WorkloadIdentity standard(Task task) {
        WorkloadIdentity written = Stream.concat(Stream.ofNullable(task.identity()), task.identities().stream())
                .filter(Identities::isDefault)
                .findFirst()
                .orElseGet(() -> WorkloadIdentityBuilder.builder().build());
        return WorkloadIdentityBuilder.builder(written)
                .name(DEFAULT_NAME)
                .audience(DEFAULT_AUDIENCE)
                .build();
    }

    static List<WorkloadIdentity> others(Task task) {
        return Stream.concat(Stream.ofNullable(task.identity()), task.identities().stream())
                .filter(identity -> !isDefault(identity))
                .toList();
    }

    private static boolean isDefault(WorkloadIdentity identity) {
        return identity.name().isEmpty() || Objects.equals(identity.name(), DEFAULT_NAME);
    }
}
