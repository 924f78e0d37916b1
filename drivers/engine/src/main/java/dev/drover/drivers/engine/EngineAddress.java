package dev.drover.drivers.engine;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where an engine listens.
 *
 * @param name what it is called in messages, such as {@code the Docker engine}
 * @param endpoint {@code unix:///path}, {@code tcp://host:port}, {@code http://host:port} or {@code https://host:port}
 * @param tls how to speak TLS with it; empty for plain HTTP
 */
public record EngineAddress(String name, String endpoint, Optional<SSLContext> tls) {
    private static final String UNIX = "unix://";

    /** The file of its Unix socket, if that is where it listens. */
    public Optional<Path> socket() {
        if (!endpoint.startsWith(UNIX)) {
            return Optional.empty();
        }
        // Some write unix://run/x where they mean unix:///run/x.
        String path = endpoint.substring(UNIX.length());
        return Optional.of(Path.of(path.startsWith("/") ? path : "/" + path));
    }

    String base() {
        if (socket().isPresent()) {
            return "http://engine";
        }
        String authority = endpoint.replaceFirst("^[a-z]+://", "");
        return (tls.isPresent() || endpoint.startsWith("https://") ? "https://" : "http://") + authority;
    }
}
