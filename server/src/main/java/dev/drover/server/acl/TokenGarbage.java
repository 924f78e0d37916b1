package dev.drover.server.acl;

import dev.drover.model.acl.ACLToken;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import dev.drover.state.command.AclCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Forgets tokens that expired some time ago. They are refused from their end on; being kept only tells why. */
public final class TokenGarbage implements LeaderService {
    private static final System.Logger LOG = System.getLogger(TokenGarbage.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** How many go in one command. */
    private static final int BATCH = 4_096;

    private final Core core;
    private final Timer timer;
    private final Duration kept;
    private volatile Timer.Alarm alarm = () -> {};
    private volatile boolean closed;

    public TokenGarbage(Core core, Timer timer, AclSettings settings) {
        this.core = core;
        this.timer = timer;
        this.kept = settings.expiredKept();
        again();
    }

    private void again() {
        alarm = timer.at(
                core.now().plus(INTERVAL),
                () -> Thread.ofVirtual().name("token-garbage").start(this::round));
    }

    private void round() {
        if (closed) {
            return;
        }
        try {
            collect();
        } catch (ServerException refused) {
            LOG.log(System.Logger.Level.WARNING, "expired tokens stay for now", refused);
        } finally {
            again();
        }
    }

    private void collect() {
        State state = core.state();
        Instant now = core.now();
        List<String> expired = state.aclTokens().stream()
                .filter(token -> token.isExpired(now.minus(kept)))
                .map(ACLToken::accessorId)
                .toList();
        for (int start = 0; start < expired.size(); start += BATCH) {
            core.propose(new AclCommand.DeleteTokens(
                    List.copyOf(expired.subList(start, Math.min(expired.size(), start + BATCH)))));
        }
        if (state.oneTimeTokens().stream().anyMatch(token -> !token.expiresAt().isAfter(now))) {
            core.propose(new AclCommand.ExpireOneTimeTokens(now));
        }
    }

    @Override
    public void close() {
        closed = true;
        alarm.cancel();
    }
}
