package dev.drover.drivers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import dev.drover.drivers.engine.RegistryAccounts.Account;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A registry on loopback that asks for an account. */
final class Registry implements AutoCloseable {
    static final Account ACCOUNT = new Account("shop", "baa", "", "", "");

    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
    private static final String HASH = "$2y$05$abcdefghijklmnopqrstuu8Wq2oqq1oL24.oSk6Bl2hSYQwt.uuvG";
    private static final Duration PUSH = Duration.ofMinutes(1);

    private final int port;
    private final Process process;

    Registry(Path folder) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("htpasswd"), ACCOUNT.username() + ":" + HASH + "\n");
        Path config = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s/data}}
                http: {addr: 127.0.0.1:%d}
                auth: {htpasswd: {realm: test, path: %s/htpasswd}}
                """.formatted(folder, port, folder));
        process = new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** Brings an image there and forgets it in the engine. */
    void push(EngineClient engine, Path archive, String image) throws EngineException, IOException {
        drain(engine.upload("/images/load?quiet=1", archive, PUSH));
        int tag = image.lastIndexOf(':');
        String pushed = drain(engine.postAndFollow(
                "/images/" + image.substring(0, tag) + "/push?tag=" + image.substring(tag + 1),
                ACCOUNT.header(),
                PUSH,
                PUSH));
        if (pushed.contains("\"error\"")) {
            throw new IOException(pushed);
        }
        engine.delete("/images/" + image, PUSH);
    }

    private static String drain(InputStream answer) throws IOException {
        try (answer) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
