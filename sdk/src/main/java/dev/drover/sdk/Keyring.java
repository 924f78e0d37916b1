package dev.drover.sdk;

import dev.drover.model.api.KeyringRotateRootKeyResponse;
import dev.drover.model.operator.RootKeyMeta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about root keys, with which servers encrypt variables and sign identities. */
public final class Keyring {
    private final Transport transport;

    Keyring(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<RootKeyMeta>> list(Query query) {
        return transport.list("/v1/operator/keyring/keys", query, RootKeyMeta.class);
    }

    /**
     * Makes a new key.
     *
     * @param full whether everything is encrypted anew with it; not together with a time
     * @param publish when it becomes active; empty for at once
     */
    public KeyringRotateRootKeyResponse rotate(boolean full, Optional<Instant> publish) {
        Query query = Query.NONE.withTrue("full", full);
        if (publish.isPresent()) {
            long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, publish.get());
            query = query.with("publish_time", Long.toString(nanos));
        }
        return transport
                .put("/v1/operator/keyring/rotate", query, Map.of(), KeyringRotateRootKeyResponse.class)
                .value();
    }

    /**
     * Deletes a key that is not active.
     *
     * @param force also where something depends on it
     */
    public void remove(String id, boolean force) {
        transport.delete("/v1/operator/keyring/key/" + Transport.segment(id), Query.NONE.withTrue("force", force));
    }
}
