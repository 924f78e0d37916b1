package dev.drover.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The work that the launcher has a process do once after a build, to record which classes it loads. The virtual machine then
 * starts from that record (JEP 514). What is not exercised here still works, only slower at its first use.
 */
final class Training {
    /** Some answer, some fail: failing loads classes too. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("version"),
            List.of("-help"),
            List.of("job", "init", "-short", "train.nomad.hcl"),
            List.of("fmt", "train.nomad.hcl"),
            List.of("job", "run", "-output", "train.nomad.hcl"),
            List.of("job", "status"),
            List.of("node", "status"),
            List.of("eval", "list"),
            List.of("alloc", "status", "-no-such-flag"));

    private Training() {}

    /**
     * Runs commands as a user would, in a folder of their own and against an agent that knows of nothing.
     *
     * @return 0, whatever the commands return
     */
    static int commandLine() {
        try {
            HttpServer agent = emptyAgent();
            Path folder = Files.createTempDirectory("drover-training");
            CliIo process = CliIo.ofProcess("drover");
            String address = "http://127.0.0.1:" + agent.getAddress().getPort();
            CliIo io = new CliIo(
                    process.in(),
                    process.out(),
                    process.err(),
                    Map.of("DROVER_ADDR", address),
                    false,
                    "drover",
                    folder,
                    process.clock());
            try {
                for (List<String> command : COMMANDS) {
                    Cli.run(command, io);
                }
            } finally {
                // Its thread would keep the process alive.
                agent.stop(0);
            }
            Files.deleteIfExists(folder.resolve("train.nomad.hcl"));
            Files.deleteIfExists(folder);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer emptyAgent() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] nothing = "[]".getBytes(UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, nothing.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(nothing);
            }
        });
        server.start();
        return server;
    }
}
