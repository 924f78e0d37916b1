package dev.drover.agent.gate;

import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.server.acl.AclEndpoint;
import dev.drover.server.acl.Holder;

/** Tokens as the server in this agent knows them. */
public final class ServerTokens implements Tokens {
    private final AclEndpoint acl;
    private final CompiledPolicies compiled = new CompiledPolicies();

    public ServerTokens(AclEndpoint acl) {
        this.acl = acl;
    }

    @Override
    public Caller callerOf(Secret secret) throws InterruptedException {
        Holder holder = acl.holder(secret);
        return compiled.caller(holder.token(), holder.workload(), holder.policies());
    }

    @Override
    public boolean continues(NodeProof proof) throws InterruptedException {
        return acl.continues(proof);
    }
}
