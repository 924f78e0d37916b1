package dev.drover.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** A channel of a {@link TcpLink}: the two directions, and what ends both. */
final class TcpChannel implements Channel {
    private final long id;
    private final Outbox outbox;
    private final LongConsumer ended;
    private final ChannelInput in;
    private final ChannelOutput out;
    private final Errand errand = new Errand();

    /** A channel; {@code ended} hears of its id when neither direction is open any more. */
    TcpChannel(long id, Outbox outbox, LongConsumer ended) {
        this.id = id;
        this.outbox = outbox;
        this.ended = ended;
        this.in = new ChannelInput(id, outbox);
        this.out = new ChannelOutput(id, outbox, this::endedOneWay);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    /** The thread that serves it, if it is this side that does. */
    Errand errand() {
        return errand;
    }

    @Override
    public void fail(int status, String message) {
        endBoth(Outgoing.frame(FrameType.FAIL, id, Frame.refusal(status, message)));
    }

    @Override
    public void close() {
        if (out.isOpen()) {
            try {
                out.flush();
            } catch (IOException | RemoteException nobodyReads) {
                // Then nobody misses it.
            }
        }
        endBoth(Outgoing.frame(FrameType.CLOSE, id));
    }

    private void endBoth(Outgoing last) {
        boolean inWasOpen = in.stop();
        boolean outWasOpen = out.stop("the channel is closed");
        if (inWasOpen || outWasOpen) {
            ended.accept(id);
            try {
                outbox.send(last);
            } catch (LinkException gone) {
                // The other side knows by the end of the link.
            }
        }
    }

    private void endedOneWay() {
        if (in.hasEnded() && !out.isOpen()) {
            ended.accept(id);
        }
    }

    void received(byte[] bytes) throws ProtocolException {
        in.received(bytes);
    }

    void mayWrite(int bytes) throws ProtocolException {
        out.mayWrite(bytes);
    }

    void otherSideEnded() {
        in.end();
        endedOneWay();
    }

    void otherSideClosed() {
        in.end();
        boolean abandoned = out.stop("the other side closed the channel");
        ended.accept(id);
        if (abandoned) {
            errand.cancel();
        }
    }

    void otherSideFailed(RemoteException failure) {
        in.fail(failure);
        out.stop("the other side failed: " + failure.text());
        ended.accept(id);
        errand.cancel();
    }

    void lost(String reason) {
        in.lose(reason);
        out.stop(reason);
        errand.cancel();
    }
}
