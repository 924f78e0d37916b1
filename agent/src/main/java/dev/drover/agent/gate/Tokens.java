package dev.drover.agent.gate;

import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;

/** Knows who holds which secret, and what nodes may ask of each other. */
public interface Tokens {
    /**
     * Who holds the secret.
     *
     * @param secret empty for whoever has none
     * @throws dev.drover.server.ServerException with status 403 when no token has it, or one that has expired
     * @throws dev.drover.rpc.RemoteException the same, when a server was asked over the network
     */
    Caller callerOf(Secret secret) throws InterruptedException;

    /** Whether the proof is by a node that has an allocation which continues the one that it names. */
    boolean continues(NodeProof proof) throws InterruptedException;
}
