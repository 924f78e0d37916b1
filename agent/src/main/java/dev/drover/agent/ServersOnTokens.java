package dev.drover.agent;

import dev.drover.agent.gate.NodeTokens;
import dev.drover.client.servers.ServerCalls;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.rpc.message.AclCalls;
import java.time.Duration;

/** What a node hears from the servers about those who ask something of it. */
record ServersOnTokens(ServerCalls servers) implements NodeTokens.Question {
    /** How long one server may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public AclCalls.Holder ask(Secret secret) throws InterruptedException {
        return servers.ask(AclCalls.HOLDER, new AclCalls.Question(secret), PATIENCE);
    }

    @Override
    public boolean continues(NodeProof proof) throws InterruptedException {
        return servers.ask(AclCalls.CONTINUES, proof, PATIENCE).allowed();
    }
}
