package dev.drover.rpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls that this side of a link has made and that wait for an answer. */
final class Asking {
    private static final Logger LOG = System.getLogger(Asking.class.getName());

    private final Outbox outbox;
    private final String peer;
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

    private sealed interface Outcome {
        record Answered(Gathering answer) implements Outcome {}

        record Refused(RemoteException refusal) implements Outcome {}

        record Lost(String reason) implements Outcome {}
    }

    private static final class Pending {
        private final Outgoing request;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        /** Only touched by the reader. */
        private @Nullable Gathering answer;

        Pending(Outgoing request) {
            this.request = request;
        }
    }

    Asking(Outbox outbox, String peer) {
        this.outbox = outbox;
        this.peer = peer;
    }

    byte[] call(long id, String method, byte[] request, Duration timeout) throws LinkException, InterruptedException {
        if (request.length > Limits.MAX_MESSAGE_BYTES) {
            throw new RemoteException(413, tooLarge(method + " asks with", request.length));
        }
        Pending call = new Pending(Outgoing.call(id, method, request));
        pending.put(id, call);
        try {
            outbox.send(call.request);
            return switch (call.outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                case Outcome.Answered(Gathering answer) -> answer.message();
                case Outcome.Refused(RemoteException refusal) ->
                    throw new RemoteException(refusal.status(), refusal.text());
                case Outcome.Lost(String reason) ->
                    throw new LinkException(method + " to " + peer + ": " + reason, call.request.started());
            };
        } catch (TimeoutException late) {
            boolean sent = giveUp(id, call);
            throw new LinkException(
                    method + " to " + peer + " was not answered within " + timeout.toMillis() + " ms", sent);
        } catch (InterruptedException stop) {
            giveUp(id, call);
            throw stop;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            pending.remove(id);
        }
    }

    static String tooLarge(String what, int bytes) {
        return what + " " + bytes + " bytes, the limit is " + Limits.MAX_MESSAGE_BYTES;
    }

    private boolean giveUp(long id, Pending call) {
        boolean sent = outbox.withdraw(call.request);
        if (sent) {
            try {
                outbox.post(Outgoing.frame(FrameType.CANCEL, id));
            } catch (LinkException gone) {
                LOG.log(Level.DEBUG, "a call need not be canceled: {0}", gone.getMessage());
            }
        }
        return sent;
    }

    void answered(Frame frame) throws ProtocolException {
        ByteBuffer payload = frame.reader();
        int total = payload.remaining() < Integer.BYTES ? -1 : payload.getInt();
        if (total < 0 || total > Limits.MAX_MESSAGE_BYTES) {
            throw new ProtocolException("an answer of impossible length");
        }
        Pending call = pending.get(frame.id());
        if (call == null) {
            return;
        }
        Gathering answer = new Gathering(total);
        call.answer = answer;
        if (answer.add(frame.payload(), Integer.BYTES)) {
            call.outcome.complete(new Outcome.Answered(answer));
        }
    }

    void answeredFurther(Frame frame) throws ProtocolException {
        Pending call = pending.get(frame.id());
        Gathering answer = call == null ? null : call.answer;
        if (call != null && answer != null && answer.add(frame.payload(), 0)) {
            call.outcome.complete(new Outcome.Answered(answer));
        }
    }

    void refused(Frame frame) throws ProtocolException {
        Pending call = pending.get(frame.id());
        if (call != null) {
            call.outcome.complete(new Outcome.Refused(frame.asRefusal()));
        }
    }

    void lost(String reason) {
        pending.values().forEach(call -> call.outcome.complete(new Outcome.Lost(reason)));
    }
}
