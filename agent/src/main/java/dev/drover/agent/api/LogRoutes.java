package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.agent.log.LogFollower;
import dev.drover.model.api.StreamFrame;
import dev.drover.model.text.Durations;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the agent logs: from now on, or what the journal of its machine has kept. */
final class LogRoutes {
    /** How often a reader of frames is told that the connection stands. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration USUAL_EXPORT = Duration.ofDays(3);

    /** A unit of systemd. */
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_.@-]{1,256}");

    /** The journal holds what other programs said as well; only our own units are shown. */
    private static final List<String> OWN_SERVICES = List.of("drover", "nomad");

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    List<Route> routes() {
        return Stream.of(
                        Route.get("/v1/agent/monitor", this::monitor),
                        Route.get("/v1/agent/monitor/export", this::export))
                .map(route -> route.in(Scope.NAMED_AGENT))
                .toList();
    }

    private Answer monitor(ApiRequest request) {
        LogFollower follower;
        try {
            follower = LogFollower.start(
                    request.query("log_level").orElse("info"),
                    new LogFollower.Form(request.flag("log_json"), request.flag("log_include_location")));
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, fault.getMessage());
        }
        boolean plain = plain(request);
        return new Answer.Stream(contentType(plain), out -> {
            try (follower) {
                out.flush();
                while (true) {
                    Optional<String> line = follower.next(HEARTBEAT);
                    if (line.isPresent()) {
                        write(out, line.get().getBytes(StandardCharsets.UTF_8), plain);
                    } else if (!plain) {
                        out.write(NOTHING);
                    }
                    out.flush();
                }
            }
        });
    }

    private static boolean plain(ApiRequest request) {
        return request.flag("plain") || request.flag("log_json");
    }

    private static String contentType(boolean plain) {
        return plain ? "text/plain; charset=utf-8" : "application/json";
    }

    private static void write(OutputStream out, byte[] bytes, boolean plain) throws IOException {
        out.write(
                plain
                        ? bytes
                        : Json.writeBytes(new StreamFrame(0, Base64.getEncoder().encodeToString(bytes), "", "")));
    }

    private Answer export(ApiRequest request) {
        boolean onDisk = request.flag("on_disk");
        String service = request.query("service_name").orElse("");
        if (onDisk != service.isEmpty()) {
            throw new HttpException(400, "monitor export needs either on_disk or service_name");
        }
        if (onDisk) {
            throw new HttpException(
                    400,
                    "this agent writes its log to its standard output and keeps no file of it; give the service_name of its unit instead");
        }
        String lower = service.toLowerCase(Locale.ROOT);
        if (!SERVICE.matcher(service).matches() || OWN_SERVICES.stream().noneMatch(lower::contains)) {
            throw new HttpException(
                    400,
                    "service_name has to be a unit of systemd whose name contains drover or nomad, found \"" + service
                            + "\"");
        }
        Process journal = journal(service, since(request), request.flag("follow"));
        boolean plain = plain(request);
        return new Answer.Stream(contentType(plain), out -> {
            try (InputStream lines = journal.getInputStream()) {
                byte[] buffer = new byte[32 * 1024];
                for (int count = lines.read(buffer); count >= 0; count = lines.read(buffer)) {
                    write(out, java.util.Arrays.copyOf(buffer, count), plain);
                    out.flush();
                }
            } finally {
                journal.destroy();
            }
        });
    }

    private static Duration since(ApiRequest request) {
        try {
            return request.query("logs_since").map(Durations::parse).orElse(USUAL_EXPORT);
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, "Invalid logs_since: " + fault.getMessage());
        }
    }

    private static Process journal(String service, Duration since, boolean follow) {
        List<String> command = new ArrayList<>(List.of(
                "journalctl",
                "--unit",
                service,
                "--since",
                "-" + since.toSeconds() + "s",
                "--output",
                "cat",
                "--no-pager"));
        if (follow) {
            command.add("--follow");
        }
        try {
            Process journal =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            journal.getOutputStream().close();
            return journal;
        } catch (IOException missing) {
            throw new HttpException(500, "the journal of this machine cannot be read: " + missing.getMessage());
        }
    }
}
