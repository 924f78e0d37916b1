package dev.drover.sdk;

import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who leads. */
public final class Status {
    private final Transport transport;

    Status(Transport transport) {
        this.transport = transport;
    }

    /** The RPC address of the leader, such as {@code 127.0.0.1:4647}; empty when there is none. */
    public String leader(Query query) {
        return transport
                .read("/v1/status/leader", query, json -> new String(json, StandardCharsets.UTF_8))
                .value()
                .strip()
                .replace("\"", "");
    }

    /** The RPC addresses of the servers in the region. */
    public List<String> peers() {
        return transport
                .read("/v1/status/peers", Query.NONE, json -> Json.readList(String.class, json))
                .value();
    }

    public List<String> regions() {
        return transport
                .read("/v1/regions", Query.NONE, json -> Json.readList(String.class, json))
                .value();
    }
}
