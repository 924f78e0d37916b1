package dev.drover.sim.load;

import java.net.URI;

/** Where an agent serves the HTTP API. */
record Address(String host, int port) {
    private static final int USUAL_PORT = 4646;

    /** Reads {@code http://host:port}, {@code host:port} or {@code host}. */
    static Address of(String text) {
        URI uri = URI.create(text.contains("://") ? text : "http://" + text);
        if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("\"" + text + "\" is no address such as http://127.0.0.1:4646");
        }
        return new Address(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
