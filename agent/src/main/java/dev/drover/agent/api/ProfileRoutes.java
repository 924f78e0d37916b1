package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Profiles of the running program under the names that are in use, as far as Java has a counterpart: {@code goroutine} lists all threads,
 * {@code heap} and {@code allocs} count objects by class, {@code profile} and {@code trace} are recordings of the JDK Flight Recorder.
 */
final class ProfileRoutes {
    private static final Duration MAX_RECORDING = Duration.ofMinutes(10);
    private static final int MAX_TEXT_BYTES = 256 * 1024 * 1024;

    private final AgentConfig config;

    ProfileRoutes(AgentConfig config) {
        this.config = config;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/agent/pprof/:profile", this::profile).in(Scope.NAMED_AGENT));
    }

    private Answer profile(ApiRequest request) throws InterruptedException {
        Inspection.check(config);
        String name = request.parameter("profile");
        return switch (name) {
            case "cmdline" -> Answer.text(commandLine());
            case "goroutine", "threads" -> Answer.text(threads());
            case "heap", "allocs" -> Answer.text(histogram(request.flag("gc")));
            case "profile" -> recording(request, "profile");
            case "trace" -> recording(request, "default");
            default ->
                throw new HttpException(
                        404,
                        "Unknown profile: " + name + "; there are cmdline, goroutine, heap, allocs, profile and trace");
        };
    }

    /** As the system has it: words that end with a zero byte. */
    private static String commandLine() {
        ProcessHandle.Info self = ProcessHandle.current().info();
        return self.command().orElse("java")
                + '\0'
                + String.join("\0", self.arguments().orElse(new String[0]));
    }

    /** All threads, virtual ones among them, with what they do. */
    private static String threads() {
        try {
            Path folder = Files.createTempDirectory("drover-threads");
            Path file = folder.resolve("threads.txt");
            try {
                call("threadDumpToFile", "threadDumpToFile", file.toString());
                if (Files.size(file) > MAX_TEXT_BYTES) {
                    throw new HttpException(500, "the list of threads is too large: " + Files.size(file) + " bytes");
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException fault) {
            throw new HttpException(500, "the threads could not be listed: " + fault.getMessage());
        }
    }

    /** Objects and bytes by class; without a collection of garbage first, what nobody refers to is counted too. */
    private static String histogram(boolean collect) {
        return collect ? call("gcClassHistogram", "histogram") : call("gcClassHistogram", "histogram", "-all");
    }

    private static String call(String operation, String what, String... arguments) {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            operation,
                            new Object[] {arguments},
                            new String[] {String[].class.getName()}));
        } catch (JMException fault) {
            throw new HttpException(500, "this Java cannot tell its " + what + ": " + fault.getMessage());
        }
    }

    private static Answer recording(ApiRequest request, String settings) throws InterruptedException {
        Duration length = Duration.ofSeconds(request.number("seconds", 1));
        if (!length.isPositive() || length.compareTo(MAX_RECORDING) > 0) {
            throw new HttpException(400, "seconds has to be from 1 to " + MAX_RECORDING.toSeconds());
        }
        try (Recording recording = new Recording(Configuration.getConfiguration(settings))) {
            recording.start();
            Thread.sleep(length);
            recording.stop();
            Path file = Files.createTempFile("drover-", ".jfr");
            recording.dump(file);
            return new Answer.Stream("application/octet-stream", out -> {
                try {
                    Files.copy(file, out);
                } finally {
                    Files.deleteIfExists(file);
                }
            });
        } catch (IOException | ParseException fault) {
            throw new HttpException(500, "the recording failed: " + fault.getMessage());
        }
    }
}
