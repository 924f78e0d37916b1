package dev.drover.sdk;

import dev.drover.model.operator.SentinelPolicy;
import dev.drover.model.operator.SentinelPolicyListStub;
import java.util.List;

/** The calls about rules that jobs and volumes have to keep. */
public final class SentinelPolicies {
    private final Transport transport;

    SentinelPolicies(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<SentinelPolicyListStub>> list(Query query) {
        return transport.list("/v1/sentinel/policies", query, SentinelPolicyListStub.class);
    }

    public Answer<SentinelPolicy> info(String name, Query query) {
        return transport.get(path(name), query, SentinelPolicy.class);
    }

    public void apply(SentinelPolicy policy) {
        transport.put(path(policy.name()), Query.NONE, policy);
    }

    public void delete(String name) {
        transport.delete(path(name), Query.NONE);
    }

    private static String path(String name) {
        return "/v1/sentinel/policy/" + Transport.segment(name);
    }
}
