package dev.drover.sdk;

import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyListStub;
import java.util.List;

/** The calls about scaling policies, which autoscalers follow. */
public final class Scaling {
    private final Transport transport;

    Scaling(Transport transport) {
        this.transport = transport;
    }

    /** The policies; parameters {@code job} and {@code type} choose among them. */
    public Answer<List<ScalingPolicyListStub>> policies(Query query) {
        return transport.list("/v1/scaling/policies", query, ScalingPolicyListStub.class);
    }

    public Answer<ScalingPolicy> policy(String id, Query query) {
        return transport.get("/v1/scaling/policy/" + Transport.segment(id), query, ScalingPolicy.class);
    }
}
