package dev.drover.server;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.acl.AclSettings;
import dev.drover.server.eval.BrokerLimits;
import dev.drover.server.garbage.GarbageThresholds;
import dev.drover.server.job.JobPolicy;
import dev.drover.server.keyring.IntroductionSettings;
import dev.drover.server.keyring.KeyringSettings;
import dev.drover.server.node.HeartbeatConfig;
import dev.drover.server.plan.RejectionLimits;
import dev.drover.state.event.EventBuffer;
import java.util.Set;

/**
 * What an operator can say of a server.
 *
 * @param rpcAddress host and port under which other servers and clients know it
 * @param schedulers how many evaluations this server works on at the same time
 * @param schedulerTypes types of job whose evaluations it works on
 * @param initialScheduler what the first leader of the cluster sets; operators change it later
 * @param initialAutopilot the same for what counts as a healthy server
 * @param eventBufferSize how many commands' events are kept for those who follow them; 0 keeps none
 */
public record ServerConfig(
        String region,
        String rpcAddress,
        int schedulers,
        Set<String> schedulerTypes,
        JobPolicy jobs,
        SchedulerConfiguration initialScheduler,
        AutopilotConfiguration initialAutopilot,
        RejectionLimits rejections,
        int eventBufferSize,
        HeartbeatConfig heartbeat,
        BrokerLimits broker,
        GarbageThresholds garbage,
        AclSettings acl,
        KeyringSettings keyring,
        IntroductionSettings introductions) {
    /** Every type of job. */
    public static final Set<String> ALL_TYPES = Set.of("service", "batch", "system", "sysbatch");

    /** A single server on this machine, as in development. */
    public static ServerConfig dev() {
        return new ServerConfig(
                "global",
                "127.0.0.1:4647",
                2,
                ALL_TYPES,
                JobPolicy.STANDARD,
                SchedulerConfiguration.usual(),
                AutopilotConfiguration.usual(),
                RejectionLimits.OFF,
                EventBuffer.USUAL_SIZE,
                HeartbeatConfig.usual(),
                BrokerLimits.usual(),
                GarbageThresholds.usual(),
                AclSettings.usual(),
                KeyringSettings.usual(),
                IntroductionSettings.usual());
    }
}
