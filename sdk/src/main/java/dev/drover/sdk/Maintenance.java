package dev.drover.sdk;

import java.util.Map;

/** Work that operators ask for. */
public final class Maintenance {
    private final Transport transport;

    Maintenance(Transport transport) {
        this.transport = transport;
    }

    /** Forgets everything that is finished and no longer needed. */
    public void collectGarbage() {
        transport.put("/v1/system/gc", Query.NONE, Map.of());
    }

    /** Counts the allocations of every job anew. */
    public void reconcileSummaries() {
        transport.put("/v1/system/reconcile/summaries", Query.NONE, Map.of());
    }
}
