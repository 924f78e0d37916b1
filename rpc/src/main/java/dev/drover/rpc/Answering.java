package dev.drover.rpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls of the other side, from their first part to the answer. Only the reader of the link brings something here. */
final class Answering {
    private static final Logger LOG = System.getLogger(Answering.class.getName());

    private final Link link;
    private final Outbox outbox;
    private final Services services;
    private final Map<Long, Incoming> calls = new ConcurrentHashMap<>();
    private final AtomicLong gatheredBytes = new AtomicLong();

    Answering(Link link, Outbox outbox, Services services) {
        this.link = link;
        this.outbox = outbox;
        this.services = services;
    }

    /** One call. */
    private final class Incoming {
        private final long id;
        private final String method;
        private final Gathering request;
        private final Errand errand = new Errand();

        Incoming(long id, String method, Gathering request) {
            this.id = id;
            this.method = method;
            this.request = request;
        }

        void start() {
            errand.start("rpc " + method, this::run);
        }

        private void run() {
            Outgoing answer;
            try {
                answer = answer();
            } finally {
                errand.finish();
                calls.remove(id);
                gatheredBytes.addAndGet(-request.total());
            }
            try {
                outbox.send(answer);
            } catch (LinkException gone) {
                LOG.log(Level.DEBUG, "the answer of {0} is lost: {1}", method, gone.getMessage());
            }
        }

        private Outgoing answer() {
            try {
                byte[] bytes = services.answer(link, method, request.message());
                return bytes.length <= Limits.MAX_MESSAGE_BYTES
                        ? Outgoing.answer(id, bytes)
                        : refusal(id, 413, Asking.tooLarge(method + " answers with", bytes.length));
            } catch (RemoteException refusal) {
                return refusal(id, refusal.status(), refusal.text());
            } catch (InterruptedException stop) {
                return refusal(id, 503, method + " was given up");
            } catch (RuntimeException | Error fault) {
                LOG.log(Level.ERROR, "RPC " + method + " from " + link.remoteAddress() + " failed", fault);
                return refusal(id, 500, method + " failed: " + fault);
            }
        }
    }

    void called(Frame frame) throws ProtocolException, LinkException {
        ByteBuffer payload = frame.reader();
        int total = payload.remaining() < Integer.BYTES ? -1 : payload.getInt();
        String method = Frame.readMethod(payload);
        if (total < 0 || calls.containsKey(frame.id())) {
            throw new ProtocolException("a call of impossible length or known id");
        }
        String objection = objection(total, method);
        if (objection != null) {
            outbox.post(refusal(frame.id(), total > Limits.MAX_MESSAGE_BYTES ? 413 : 429, objection));
            return;
        }
        gatheredBytes.addAndGet(total);
        Incoming call = new Incoming(frame.id(), method, new Gathering(total));
        calls.put(frame.id(), call);
        if (call.request.add(frame.payload(), payload.position())) {
            call.start();
        }
    }

    private @Nullable String objection(int total, String method) {
        if (total > Limits.MAX_MESSAGE_BYTES) {
            return Asking.tooLarge(method + " asks with", total);
        }
        if (calls.size() >= Limits.MAX_CALLS_AT_ONCE) {
            return "more than " + Limits.MAX_CALLS_AT_ONCE + " calls at the same time on one link";
        }
        if (gatheredBytes.get() + total > Limits.MAX_GATHERED_BYTES) {
            return "requests of more than " + Limits.MAX_GATHERED_BYTES + " bytes at the same time on one link";
        }
        return null;
    }

    void calledFurther(Frame frame) throws ProtocolException {
        Incoming call = calls.get(frame.id());
        if (call != null && call.request.add(frame.payload(), 0)) {
            call.start();
        }
    }

    void canceled(Frame frame) {
        Incoming call = calls.get(frame.id());
        if (call != null) {
            cancel(call);
        }
    }

    void lost() {
        calls.values().forEach(this::cancel);
    }

    private void cancel(Incoming call) {
        call.errand.cancel();
        if (!call.errand.started() && calls.remove(call.id, call)) {
            gatheredBytes.addAndGet(-call.request.total());
        }
    }

    private static Outgoing refusal(long id, int status, String text) {
        return Outgoing.frame(FrameType.REFUSED, id, Frame.refusal(status, text));
    }
}
