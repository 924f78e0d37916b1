package dev.drover.sdk;

import dev.drover.model.namespace.Namespace;
import java.util.List;

/** The calls about namespaces. */
public final class Namespaces {
    private final Transport transport;

    Namespaces(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<Namespace>> list(Query query) {
        return transport.list("/v1/namespaces", query, Namespace.class);
    }

    public Answer<Namespace> info(String name, Query query) {
        return transport.get("/v1/namespace/" + Transport.segment(name), query, Namespace.class);
    }

    public void apply(Namespace namespace) {
        transport.put("/v1/namespace", Query.NONE, namespace);
    }

    /** Deletes a namespace that holds nothing any more. */
    public void delete(String name) {
        transport.delete("/v1/namespace/" + Transport.segment(name), Query.NONE);
    }
}
