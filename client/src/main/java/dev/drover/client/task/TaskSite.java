package dev.drover.client.task;

import dev.drover.model.node.Node;
import dev.drover.network.Networks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all tasks of a node share.
 *
 * @param maxKillTimeout the longest that a task may take to end, whatever its job says
 * @param parentGroup the control group above those of its tasks
 * @param networks those that groups have to themselves
 * @param signer has tokens made for tasks that ask for them
 * @param hostVariables the agent's environment without what is denied to tasks
 */
public record TaskSite(
        Supplier<Node> node,
        String region,
        Duration maxKillTimeout,
        Map<String, String> hostVariables,
        Optional<String> parentGroup,
        Networks networks,
        TaskInputs inputs,
        StartLimits starts,
        IdentitySigner signer,
        InstantSource clock,
        RandomGenerator random) {
    public TaskSite {
        hostVariables = Map.copyOf(hostVariables);
    }

    TaskEvents events() {
        return new TaskEvents(clock);
    }
}
