package dev.drover.dist;

import dev.drover.agent.Agent;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.Settings;
import dev.drover.agent.log.LogSetup;
import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * The word {@code quickstart}: a dev agent in this process, a service and a batch job submitted as a user would, their logs
 * followed, until Ctrl-C stops and removes all of it.
 */
final class Quickstart {
    private static final int USUAL_PORT = 4646;

    private final CliIo io;

    Quickstart(CliIo io) {
        this.io = io;
    }

    /**
     * Runs until the process is interrupted.
     *
     * @return 1 when something could not be started; otherwise this does not return
     */
    int run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            io.out()
                    .println(
                            "Usage: " + io.program() + " quickstart\n\n"
                                    + "  Starts a dev agent, runs a web service and a batch job on it, follows their logs, and cleans up on Ctrl-C.");
            return arguments.equals(List.of("-help")) || arguments.equals(List.of("-h")) ? 0 : 1;
        }
        try {
            Agent agent = startAgent();
            String address = "http://" + agent.httpAddress();
            say("a dev agent answers at " + address + " (page: " + address + "/ui/)");
            DroverClient client = new DroverClient(ClientConfig.of(address));
            JobFollower service = submit(client, address, "web", "service.nomad.hcl");
            JobFollower batch = submit(client, address, "count", "batch.nomad.hcl");
            service.follow();
            batch.follow();
            service.waitForWebPage().ifPresent(url -> say("the service answers at " + url));
            if (batch.waitForEnd()) {
                say("the batch job is complete; try `" + elsewhere(agent) + io.program()
                        + " job status` in another window, Ctrl-C here ends all");
            }
            new CountDownLatch(1).await();
            return 0;
        } catch (ConfigException | IOException fault) {
            io.err().println("Error: " + fault.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private Agent startAgent() throws IOException {
        LogSetup.install(new AgentConfig.Logging("WARN", false), io.err());
        Settings settings = new Settings();
        if (isTaken(USUAL_PORT)) {
            say("port " + USUAL_PORT + " is in use here, so this agent takes another");
            settings.put("ports.http", BigDecimal.ZERO, "quickstart");
        }
        Agent agent = Agent.start(AgentConfig.of(true, settings), System.err::println);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            say("stopping the jobs and the agent");
                            agent.close();
                        },
                        "quickstart-stop"));
        return agent;
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    /** What a command in another window needs before it to find this agent. */
    private static String elsewhere(Agent agent) {
        String address = agent.httpAddress();
        return address.endsWith(":" + USUAL_PORT) ? "" : "NOMAD_ADDR=http://" + address + " ";
    }

    private JobFollower submit(DroverClient client, String address, String job, String file) throws IOException {
        Path example = examples().resolve(file);
        List<String> words = new ArrayList<>(List.of("job", "run", "-detach"));
        if (Files.readString(example).contains("variable \"java_home\"")) {
            words.addAll(List.of("-var", "java_home=" + System.getProperty("java.home")));
        }
        words.add(example.toString());
        say(io.program() + " " + String.join(" ", words));
        Map<String, String> environment = new TreeMap<>(io.environment());
        environment.put("NOMAD_ADDR", address);
        CliIo quiet =
                new CliIo(io.in(), io.out(), io.err(), environment, false, io.program(), io.directory(), io.clock());
        if (Cli.run(words, quiet) != 0) {
            throw new IOException("the example " + example + " was not accepted");
        }
        return new JobFollower(client, job, io);
    }

    /** The examples lie beside the program. */
    private static Path examples() {
        Path jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return jar.resolveSibling("examples");
    }

    private void say(String line) {
        io.out().println("==> " + line);
        io.out().flush();
    }
}
