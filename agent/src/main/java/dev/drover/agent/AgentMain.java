package dev.drover.agent;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.AgentFlags;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.ConfigFiles;
import dev.drover.agent.config.Settings;
import dev.drover.agent.log.LogSetup;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The word {@code agent}: from its arguments to a running agent that ends when it is interrupted. */
public final class AgentMain {
    private static final AtomicBoolean LEAVING = new AtomicBoolean();

    private AgentMain() {}

    /**
     * Runs an agent until the process is told to end.
     *
     * @return 0 after help, 1 when the agent could not start; while it runs this does not return
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            AgentFlags flags = AgentFlags.parse(arguments);
            if (flags.help()) {
                out.print(AgentFlags.usage("drover"));
                return 0;
            }
            AgentConfig config = configure(flags);
            LogSetup.install(config.logging(), out);
            config.warnings()
                    .forEach(warning ->
                            System.getLogger(AgentMain.class.getName()).log(System.Logger.Level.WARNING, warning));
            out.println("==> Starting Drover agent...");
            Reload reload = new Reload(() -> configure(flags));
            Agent agent = Agent.start(config, reload, reason -> giveUp(reason, err));
            StopSignal.at("HUP", () -> reload(reload));
            Thread stopper = new Thread(() -> stop(agent, out), "agent-stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            if (config.leave().onInterrupt()) {
                StopSignal.before("INT", () -> leave(agent, out));
            }
            if (config.leave().onTerminate()) {
                StopSignal.before("TERM", () -> leave(agent, out));
            }
            if (config.server().enabled()) {
                Thread.ofPlatform().daemon().name("compiler-priority").start(CompilerPriority::lower);
            }
            out.print(Banner.of(config, agent));
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (ConfigException fault) {
            err.println("==> " + fault.getMessage());
        } catch (IOException | UncheckedIOException fault) {
            err.println("==> Error starting agent: " + fault.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    /** Something that cannot be mended while the agent runs; a supervisor may start it again. */
    private static void giveUp(String reason, PrintStream err) {
        err.println("==> " + reason);
        err.flush();
        Runtime.getRuntime().halt(1);
    }

    /** Files first, then flags, which win. */
    static AgentConfig configure(AgentFlags flags) {
        Settings settings = ConfigFiles.read(flags.configPaths());
        settings.merge(flags.settings());
        return AgentConfig.of(flags.dev(), settings);
    }

    private static void reload(Reload reload) {
        try {
            reload.run();
        } catch (ConfigException fault) {
            System.getLogger(AgentMain.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            () -> "the configuration is faulty and stays as it was: " + fault.getMessage());
        }
    }

    /** Leaving may take long; whoever asks again does not want to wait. */
    private static void leave(Agent agent, PrintStream out) {
        if (LEAVING.getAndSet(true)) {
            return;
        }
        out.println("==> Leaving the cluster...");
        try {
            agent.leave();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Agent agent, PrintStream out) {
        out.println("==> Shutting down the agent...");
        agent.close();
        out.flush();
    }
}
