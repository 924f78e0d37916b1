package dev.drover.raft;

import java.util.List;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * What becomes one entry of the log, with the proposers that wait for it. It goes through Ratis as the message of a request, and comes
 * back when the entry is applied here, so that results need not be written and read.
 */
final class Batch implements Message {
    private final ByteString content;
    private final List<Proposal> proposals;
    private volatile boolean appended;

    /** @param proposals those whose commands are whole when this entry is applied; none for a piece that is not the last */
    Batch(ByteString content, List<Proposal> proposals) {
        this.content = content;
        this.proposals = proposals;
    }

    @Override
    public ByteString getContent() {
        return content;
    }

    /** From now on the entry may be in the log, whatever goes wrong. */
    void appended() {
        appended = true;
    }

    boolean mayBeInLog() {
        return appended;
    }

    List<Proposal> proposals() {
        return proposals;
    }

    void failed(RaftException reason) {
        proposals.forEach(proposal -> proposal.failed(reason));
    }
}
