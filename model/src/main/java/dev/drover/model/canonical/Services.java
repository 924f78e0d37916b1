package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.model.service.CheckRestart;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.service.ServiceCheck;
import dev.drover.model.service.ServiceCheckBuilder;
import dev.drover.model.service.ServiceWeights;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Services and their checks. */
final class Services {
    private static final String REQUIRE_HEALTHY = "require_healthy";

    private Services() {}

    /** @param owner name of the task, or {@code group} for a service of the group */
    static Service fill(Service service, Job job, TaskGroup group, String owner) {
        String name = Fill.text(service.name(), job.name() + "-" + group.name() + "-" + owner);
        String onUpdate = Fill.text(service.onUpdate(), REQUIRE_HEALTHY);
        return ServiceBuilder.builder(service)
                .name(name)
                .namespace(Fill.text(service.namespace(), job.namespace()))
                .provider(Fill.text(service.provider(), "consul"))
                .cluster(Fill.text(service.cluster(), "default"))
                .addressMode(Fill.text(service.addressMode(), "auto"))
                .onUpdate(onUpdate)
                .weights(weights(service.weights()))
                .identity(identity(service.identity(), name))
                .connect(Mesh.fill(service.connect()))
                .checkRestart(null)
                .checks(service.checks().stream()
                        .map(check -> fill(check, service, name, onUpdate))
                        .toList())
                .build();
    }

    private static ServiceCheck fill(ServiceCheck check, Service service, String serviceName, String onUpdate) {
        return ServiceCheckBuilder.builder(check)
                .name(Fill.text(check.name(), "service: \"" + serviceName + "\" check"))
                .onUpdate(Fill.text(check.onUpdate(), onUpdate))
                .checkRestart(restart(check.checkRestart(), service.checkRestart()))
                .build();
    }

    /** The service's block is the default of its checks, field by field. */
    private static @Nullable CheckRestart restart(@Nullable CheckRestart near, @Nullable CheckRestart far) {
        CheckRestart base = near == null ? far : near;
        if (base == null) {
            return null;
        }
        int limit = base.limit() == 0 && far != null ? far.limit() : base.limit();
        Duration grace = Fill.value(base.grace(), far == null ? null : far.grace(), Duration.ofSeconds(1));
        return new CheckRestart(limit, grace, base.ignoreWarnings() || (far != null && far.ignoreWarnings()));
    }

    private static @Nullable ServiceWeights weights(@Nullable ServiceWeights weights) {
        return weights == null
                ? null
                : new ServiceWeights(
                        weights.passing() == 0 ? 1 : weights.passing(), weights.warning() == 0 ? 1 : weights.warning());
    }

    private static @Nullable WorkloadIdentity identity(@Nullable WorkloadIdentity identity, String serviceName) {
        return identity == null
                ? null
                : WorkloadIdentityBuilder.builder(identity)
                        .serviceName(Fill.text(identity.serviceName(), serviceName))
                        .build();
    }
}
