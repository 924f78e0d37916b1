package dev.drover.agent;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.log.LogSetup;
import java.util.function.Supplier;

/**
 * Reading the configuration again while the agent runs. Everything is read and checked; what can change without a restart, which is how much is
 * logged, does.
 *
 * @param source reads the files and flags that the agent was started with
 */
public record Reload(Supplier<AgentConfig> source) {
    /**
     * Reads and applies.
     *
     * @throws ConfigException when the configuration is faulty by now; nothing has changed then
     */
    public void run() {
        AgentConfig config = source.get();
        LogSetup.change(config.logging());
        System.getLogger(Reload.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        () -> "the configuration was read again: log_level is "
                                + config.logging().level() + "; what else has changed takes effect at the next start");
    }
}
