package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.Processes;
import dev.drover.dist.acceptance.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One agent of a cluster as a process of the assembled program, which can be killed, frozen and started again. */
final class AgentProcess {
    private static final int PATIENCE_SECONDS = 30;

    /** Where an agent lives: what it listens at and where its files are. */
    record Place(String name, String address, int httpPort, int rpcPort, int serfPort, Path folder) {
        Path data() {
            return folder.resolve("data");
        }

        String rpcAddress() {
            return address + ":" + rpcPort;
        }

        String serfAddress() {
            return address + ":" + serfPort;
        }
    }

    private final Place place;
    private final List<String> prefix;
    private final Http http;
    private @Nullable Process process;
    private int starts;

    AgentProcess(Place place, List<String> prefix) {
        this.place = place;
        this.prefix = prefix;
        this.http = new Http("http://" + place.address() + ":" + place.httpPort());
    }

    Place place() {
        return place;
    }

    String name() {
        return place.name();
    }

    Http http() {
        return http;
    }

    /** Starts it, again or for the first time; the log goes on in a file of its own. */
    void start() {
        assertThat(isAlive()).as("%s runs already", name()).isFalse();
        starts++;
        List<String> command = Stream.of(
                        prefix.stream(),
                        Program.HEARS_CTRL_C.stream(),
                        Stream.of(
                                Program.LAUNCHER.toString(),
                                "agent",
                                "-config",
                                place.folder().resolve("agent.hcl").toString()))
                .flatMap(part -> part)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(starts).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NOMAD_") || name.startsWith("DROVER_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DROVER_TRAIN", "no");
        builder.environment()
                .put(
                        "DROVER_JAVA_OPTS",
                        "-Xmx256m -Djava.io.tmpdir=" + place.folder().resolve("tmp"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(int start) {
        return place.folder().resolve("agent-" + start + ".log");
    }

    /** What it has said since its last start. */
    String log() {
        try {
            return starts == 0 || !Files.exists(log(starts)) ? "" : Files.readString(log(starts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process == null ? -1 : process.pid();
    }

    /** The agent is gone from one moment to the next; its tasks run on. */
    void kill() {
        signal("KILL");
        awaitEnd();
    }

    /** The machine of the agent is gone, with everything that ran on it. */
    void killMachine() {
        signal("STOP");
        List<ProcessHandle> rest = others();
        kill();
        rest.forEach(ProcessHandle::destroyForcibly);
        // What was being started a moment before.
        others().forEach(ProcessHandle::destroyForcibly);
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /** Asks it to end, and waits. */
    int stop() {
        signal("TERM");
        return awaitEnd();
    }

    private void signal(String signal) {
        assertThat(isAlive()).as("%s runs: %s", name(), tail()).isTrue();
        Shell.run("kill", "-" + signal, Long.toString(pid()));
    }

    private int awaitEnd() {
        Process ending = process;
        if (ending == null) {
            return -1;
        }
        try {
            assertThat(ending.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends: %s", name(), tail())
                    .isTrue();
            return ending.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last lines of its log. */
    String tail() {
        List<String> lines = log().lines().toList();
        return name() + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Everything that works in this agent's folder, apart from the agent itself. */
    List<ProcessHandle> others() {
        return Processes.in(place.folder()).stream()
                .filter(each -> each.pid() != pid())
                .toList();
    }
}
