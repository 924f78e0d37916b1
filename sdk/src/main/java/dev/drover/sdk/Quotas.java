package dev.drover.sdk;

import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import java.util.List;
import java.util.Map;

/** The calls about quotas. */
public final class Quotas {
    private final Transport transport;

    Quotas(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<QuotaSpec>> list(Query query) {
        return transport.list("/v1/quotas", query, QuotaSpec.class);
    }

    public Answer<QuotaSpec> info(String name, Query query) {
        return transport.get("/v1/quota/" + Transport.segment(name), query, QuotaSpec.class);
    }

    /** What is used of a quota in the region that is asked. */
    public Answer<QuotaUsage> usage(String name, Query query) {
        return transport.get("/v1/quota/usage/" + Transport.segment(name), query, QuotaUsage.class);
    }

    public void apply(QuotaSpec quota) {
        transport.put("/v1/quota", Query.NONE, quota);
    }

    public void delete(String name) {
        transport.send("DELETE", "/v1/quota/" + Transport.segment(name), Query.NONE, Map.of(), null);
    }
}
