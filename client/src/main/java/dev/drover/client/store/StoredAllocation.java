package dev.drover.client.store;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.wire.Wire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An allocation of this node.
 *
 * @param allocation as the servers wanted it last; without a job when it was cleared away and is only not to be run again
 * @param since when the node began with it
 * @param health the verdict in its deployment, once there is one
 * @param healthDeadline until when there must be one
 */
public record StoredAllocation(
        @Wire("Allocation") Allocation allocation,
        @Wire("Since") @Nullable Instant since,
        @Wire("Health") @Nullable AllocDeploymentStatus health,
        @Wire("HealthDeadline") @Nullable Instant healthDeadline) {}
