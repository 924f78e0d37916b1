package dev.drover.rpc.message;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.model.acl.Workload;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import dev.drover.rpc.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent asks of the servers about somebody who asks something of it. */
public final class AclCalls {
    /** Refused with status 403 when no token has the secret, or one that has expired. */
    public static final Call<Question, Holder> HOLDER = new Call<>("Acl.Holder", Question.class, Holder.class);

    /** Whether a node may have the data of an allocation, because it has one that continues it. */
    public static final Call<NodeProof, Verdict> CONTINUES =
            new Call<>("Acl.Continues", NodeProof.class, Verdict.class);

    private AclCalls() {}

    public record Verdict(@Wire("Allowed") boolean allowed) {}

    /** Who holds the secret; an empty one is that of everybody without a token. */
    public record Question(@Wire("Secret") Secret secret) {
        public Question {
            secret = Defaults.value(secret, Secret.NONE).shown();
        }
    }

    /**
     * Who holds it.
     *
     * @param token without its secret, or null for whoever has none
     * @param policies all that count for him
     * @param workload the task whose token it is, or null
     */
    public record Holder(
            @Wire("Token") @Nullable ACLToken token,
            @Wire("Policies") List<ACLPolicy> policies,
            @Wire("Workload") @Nullable Workload workload) {
        public Holder {
            policies = Defaults.list(policies);
        }
    }
}
