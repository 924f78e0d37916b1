package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The whole state as one archive, out and in. */
final class SnapshotRoutes {
    private final Parts parts;

    SnapshotRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/snapshot", this::save), Route.write("/v1/operator/snapshot", this::restore));
    }

    /** Written to a file first, since its checksum goes before it. */
    private Answer save(ApiRequest request) throws InterruptedException {
        Path file = null;
        try {
            file = Files.createTempFile("drover-snapshot-", ".snap");
            MessageDigest digest = sha256();
            long index;
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
                index = parts.serverPart().raft().saveSnapshot(out);
            }
            Path written = file;
            Map<String, String> headers = Map.of(
                    "Digest", "sha-256=" + Base64.getEncoder().encodeToString(digest.digest()),
                    "Content-Length", Long.toString(Files.size(written)),
                    "X-Nomad-Index", Long.toString(index));
            return new Answer.Stream("application/octet-stream", headers, out -> send(written, out));
        } catch (IOException fault) {
            delete(file);
            throw new HttpException(500, "failed to write a snapshot: " + fault.getMessage());
        } catch (RuntimeException | InterruptedException fault) {
            delete(file);
            throw fault;
        }
    }

    private static void send(Path file, OutputStream out) throws IOException {
        try {
            Files.copy(file, out);
        } finally {
            delete(file);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        if (file != null) {
            // What is left behind goes with the temporary folder.
            file.toFile().delete();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private Answer restore(ApiRequest request) throws InterruptedException {
        try (InputStream in = request.content().stream()) {
            return Answer.done(parts.serverPart().raft().restoreSnapshot(in));
        } catch (IOException fault) {
            throw new HttpException(400, "failed to read the snapshot: " + fault.getMessage());
        }
    }
}
