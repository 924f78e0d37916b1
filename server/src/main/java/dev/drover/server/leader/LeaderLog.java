package dev.drover.server.leader;

import dev.drover.server.ServerException;
import dev.drover.server.log.Log;
import dev.drover.state.command.Command;
import java.time.Duration;

/** The log as one term of leadership sees it: when the term is over nothing goes in any more. */
final class LeaderLog implements Log {
    private final Log log;
    private final long term;
    private volatile boolean closed;

    LeaderLog(Log log, long term) {
        this.log = log;
        this.term = term;
    }

    @Override
    public long propose(Command command) {
        return proposeAsLeader(command, term);
    }

    @Override
    public long proposeAsLeader(Command command, long inTerm) {
        if (closed || inTerm != term) {
            throw ServerException.notLeader();
        }
        return log.proposeAsLeader(command, term);
    }

    @Override
    public void awaitFresh(Duration maxWait) throws InterruptedException {
        log.awaitFresh(maxWait);
    }

    @Override
    public void close() {
        closed = true;
    }
}
