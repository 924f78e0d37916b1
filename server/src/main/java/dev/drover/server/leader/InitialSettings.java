package dev.drover.server.leader;

import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.command.SettingsCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;

/** Sets what the configuration file says of the scheduler, unless somebody has set it before: from then on the cluster remembers. */
final class InitialSettings implements LeaderService {
    private static final Logger LOG = System.getLogger(InitialSettings.class.getName());

    InitialSettings(Core core, SchedulerConfiguration wanted) {
        SchedulerConfiguration present = core.state().schedulerConfiguration();
        if (present.modifyIndex() == 0 && !present.equals(wanted)) {
            Thread.ofVirtual().name("initial-settings").start(() -> set(core, wanted, present.modifyIndex()));
        }
    }

    private static void set(Core core, SchedulerConfiguration wanted, long seen) {
        try {
            core.propose(new SettingsCommand.SetSchedulerConfiguration(wanted, OptionalLong.of(seen)));
        } catch (ServerException failure) {
            LOG.log(Level.INFO, () -> "default_scheduler_config was not set: " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        // What is under way is ended with the log of the term.
    }
}
