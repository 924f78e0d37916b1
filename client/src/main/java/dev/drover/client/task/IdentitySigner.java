package dev.drover.client.task;

import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import java.util.List;

/** Has the servers sign identities of tasks of this node. */
@FunctionalInterface
public interface IdentitySigner {
    /**
     * Tokens in the order in which they are wanted.
     *
     * @throws dev.drover.rpc.RemoteException when the servers refuse, with status 403 or 404 when they always will
     * @throws dev.drover.client.servers.UnreachableServersException when no server can be asked
     */
    List<Token> sign(List<Wanted> wanted) throws InterruptedException;
}
