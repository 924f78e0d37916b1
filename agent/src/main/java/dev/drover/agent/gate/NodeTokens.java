package dev.drover.agent.gate;

import dev.drover.client.servers.UnreachableServersException;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.AclCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens as an agent without a server knows them: it asks the servers and remembers for a while. Longer while no server can be asked, so
 * that a node stays of use to those who were known before.
 */
public final class NodeTokens implements Tokens {
    /** Beyond it all is forgotten and asked for again. */
    private static final int MOST = 4_096;

    private final Question question;
    private final Duration ttl;
    private final Clock clock;
    private final CompiledPolicies compiled = new CompiledPolicies();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Asks the servers; see {@link AclCalls}. */
    public interface Question {
        /**
         * Who holds the secret.
         *
         * @throws RemoteException when a server understood and refused
         * @throws UnreachableServersException when no server can be asked
         */
        AclCalls.Holder ask(Secret secret) throws InterruptedException;

        /** Whether the proof holds; throws as {@link #ask} does. */
        boolean continues(NodeProof proof) throws InterruptedException;
    }

    private record Known(Caller caller, Instant since) {}

    /**
     * Remembers for a time.
     *
     * @param ttl how long an answer counts without asking again
     */
    public NodeTokens(Question question, Duration ttl, Clock clock) {
        this.question = question;
        this.ttl = ttl;
        this.clock = clock;
    }

    @Override
    public Caller callerOf(Secret secret) throws InterruptedException {
        String key = secret.fingerprint();
        Known before = known.get(key);
        Instant now = clock.instant();
        if (before != null && before.since().plus(ttl).isAfter(now)) {
            return unexpired(before.caller(), now);
        }
        try {
            AclCalls.Holder holder = question.ask(secret);
            Caller caller = compiled.caller(
                    Optional.ofNullable(holder.token()), Optional.ofNullable(holder.workload()), holder.policies());
            if (holder.workload() != null) {
                // It ends with its allocation, which only the servers know.
                return caller;
            }
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, new Known(caller, now));
            return caller;
        } catch (RemoteException refused) {
            known.remove(key);
            throw refused;
        } catch (UnreachableServersException nobody) {
            if (before == null) {
                throw new RemoteException(500, "No cluster leader: " + nobody.getMessage());
            }
            return unexpired(before.caller(), now);
        }
    }

    @Override
    public boolean continues(NodeProof proof) throws InterruptedException {
        try {
            return question.continues(proof);
        } catch (UnreachableServersException nobody) {
            throw new RemoteException(500, "No cluster leader: " + nobody.getMessage());
        }
    }

    private static Caller unexpired(Caller caller, Instant now) {
        if (caller.token().filter((ACLToken token) -> token.isExpired(now)).isPresent()) {
            throw new RemoteException(403, "ACL token expired");
        }
        return caller;
    }
}
