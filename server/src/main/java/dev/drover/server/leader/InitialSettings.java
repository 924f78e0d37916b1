package dev.drover.server.leader;

import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.Core;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.command.SettingsCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Sets what the configuration file says of the scheduler and of autopilot, unless somebody has set it before: from then on the cluster
 * remembers.
 */
final class InitialSettings implements LeaderService {
    private static final Logger LOG = System.getLogger(InitialSettings.class.getName());
    private static final OptionalLong NEVER_SET = OptionalLong.of(0);

    InitialSettings(Core core, ServerConfig config) {
        List<SettingsCommand> wanted = wanted(core.state(), config);
        if (!wanted.isEmpty()) {
            Thread.ofVirtual().name("initial-settings").start(() -> wanted.forEach(command -> set(core, command)));
        }
    }

    private static List<SettingsCommand> wanted(State state, ServerConfig config) {
        List<SettingsCommand> wanted = new ArrayList<>();
        SchedulerConfiguration scheduler = state.schedulerConfiguration();
        if (scheduler.modifyIndex() == 0 && !scheduler.equals(config.initialScheduler())) {
            wanted.add(new SettingsCommand.SetSchedulerConfiguration(config.initialScheduler(), NEVER_SET));
        }
        AutopilotConfiguration autopilot = state.autopilotConfiguration();
        if (autopilot.modifyIndex() == 0 && !autopilot.equals(config.initialAutopilot())) {
            wanted.add(new SettingsCommand.SetAutopilot(config.initialAutopilot(), NEVER_SET));
        }
        return wanted;
    }

    private static void set(Core core, SettingsCommand command) {
        try {
            core.propose(command);
        } catch (ServerException failure) {
            LOG.log(
                    Level.INFO,
                    () -> "what the configuration file says of scheduler or autopilot was not set: "
                            + failure.getMessage());
        }
    }

    @Override
    public void close() {
        // What is under way is ended with the log of the term.
    }
}
