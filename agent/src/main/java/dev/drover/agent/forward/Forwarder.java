package dev.drover.agent.forward;

import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.RequestHead;
import dev.drover.model.wire.Json;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Passes one request on over a link: head and body there, head and body back, all as they come. */
final class Forwarder {
    private static final int BUFFER_BYTES = 32 * 1024;

    /** Headers that are about the connection and not about the request. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "host");

    private Forwarder() {}

    /** What came of passing it on. */
    sealed interface Outcome {
        record Answered() implements Outcome {}

        /** The other side has not seen the request. */
        record NotSent(String reason) implements Outcome {}

        /** The other side has or may have seen the request, and nothing of an answer has come. */
        record Lost(String reason) implements Outcome {}
    }

    /**
     * Passes the request on and its answer back.
     *
     * @param body asked for once the other side can take it
     * @throws IOException when the caller is gone, or the answer broke off in the middle
     */
    static Outcome forward(Link link, Exchange exchange, Supplier<InputStream> body)
            throws IOException, InterruptedException {
        Channel channel;
        try {
            channel = link.open(ForwardedHttp.METHOD, Json.writeBytes(passedOn(exchange.head())));
        } catch (LinkException fault) {
            return fault.sent() ? new Outcome.Lost(text(fault)) : new Outcome.NotSent(text(fault));
        }
        // An answer may begin before the body has ended, so both travel at the same time.
        InputStream in = body.get();
        Thread sender = Thread.ofVirtual().name("forward-body").start(() -> send(in, channel));
        try (channel) {
            return answer(channel, exchange);
        } finally {
            // What was answered early needs no more of its body.
            sender.interrupt();
            sender.join();
        }
    }

    private static Outcome answer(Channel channel, Exchange exchange) throws IOException {
        AnswerHead head;
        try {
            head = AnswerHead.read(channel.in());
        } catch (RemoteException refusal) {
            OutputStream out = exchange.answer(refusal.status(), Map.of("Content-Type", "text/plain; charset=utf-8"));
            out.write(refusal.text().getBytes(StandardCharsets.UTF_8));
            out.close();
            return new Outcome.Answered();
        } catch (IOException lost) {
            return new Outcome.Lost(text(lost));
        }
        OutputStream out = exchange.answer(head.status(), head.headers());
        copy(channel.in(), out);
        out.close();
        return new Outcome.Answered();
    }

    private static RequestHead passedOn(RequestHead head) {
        Map<String, String> headers = new TreeMap<>(head.headers());
        headers.keySet().removeAll(OF_CONNECTION);
        return new RequestHead(head.method(), head.target(), head.hops() + 1, headers);
    }

    /** Sends the body and says where it ends; a body that breaks off has to look broken to the other side too. */
    private static void send(InputStream body, Channel channel) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (body) {
            int count = body.read(buffer);
            while (count >= 0 && written(channel, buffer, count)) {
                count = body.read(buffer);
            }
            if (count < 0) {
                written(channel, buffer, count);
            }
        } catch (IOException | RemoteException gone) {
            channel.fail(400, "the request broke off: " + gone.getMessage());
        }
    }

    /** Writes, or ends when there is no more; false when nobody reads any more, which the answer explains. */
    private static boolean written(Channel channel, byte[] buffer, int count) {
        try {
            if (count < 0) {
                channel.out().close();
            } else {
                channel.out().write(buffer, 0, count);
                // Whoever answers piece by piece waits for what is there.
                channel.out().flush();
            }
            return true;
        } catch (IOException | RemoteException unread) {
            return false;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (RemoteException broken) {
            throw new IOException(broken.text(), broken);
        }
    }

    private static String text(IOException fault) {
        return fault.getMessage() == null ? "the connection was lost" : fault.getMessage();
    }
}
