package dev.drover.agent.http;

import dev.drover.model.api.ExecHandshake;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One WebSocket from its first message to its end. Whoever converses runs on a virtual thread, which is interrupted when the caller goes. */
public final class Conversation implements Session.Listener {
    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    /** How long a caller may take to say who it is. */
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    private static final Duration PING_INTERVAL = Duration.ofSeconds(30);

    private final RequestHead head;
    private final Exchange.Handler handler;
    private @Nullable WebSocketExchange exchange;
    private @Nullable Thread worker;

    Conversation(RequestHead head, Exchange.Handler handler) {
        this.head = head;
        this.handler = handler;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        WebSocketExchange opened = new WebSocketExchange(session, head);
        exchange = opened;
        Thread started = Thread.ofVirtual().name("conversation").unstarted(() -> converse(opened));
        worker = started;
        started.start();
        Thread.ofVirtual().name("conversation-pings").start(() -> ping(session, started));
    }

    @Override
    public void onWebSocketText(String message) {
        if (exchange != null) {
            exchange.received(message.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] message = new byte[payload.remaining()];
        payload.get(message);
        callback.succeed();
        if (exchange != null) {
            exchange.received(message);
        }
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        callback.succeed();
        if (exchange != null) {
            exchange.ended();
        }
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public void onWebSocketError(Throwable fault) {
        LOG.log(System.Logger.Level.DEBUG, () -> head.target() + " broke off: " + fault);
    }

    private void converse(WebSocketExchange with) {
        try {
            if (isIdentified(with)) {
                handler.handle(with);
            }
        } catch (IOException gone) {
            with.close(WebSocketExchange.INTERNAL_ERROR, String.valueOf(gone.getMessage()));
        } catch (InterruptedException gone) {
            // The caller has gone, and nothing is left to be said.
            with.close(WebSocketExchange.INTERNAL_ERROR, "given up");
        }
    }

    /** Whether the caller, since a page cannot set headers, will tell in its first message who it is. */
    public static boolean isIdentifiedLater(RequestHead head) {
        return head.flag("ws_handshake");
    }

    /** Reads who the caller is, when it has said that it will tell in its first message. */
    private boolean isIdentified(WebSocketExchange with) throws InterruptedException {
        if (!isIdentifiedLater(head)) {
            return true;
        }
        Optional<byte[]> message = with.next(HANDSHAKE_LIMIT);
        try {
            ExecHandshake said = Json.read(ExecHandshake.class, message.orElse(new byte[0]));
            if (said.version() == ExecHandshake.VERSION) {
                with.identified(said.authToken());
                return true;
            }
            with.close(WebSocketExchange.POLICY_VIOLATION, "unknown version of the handshake; it has to be 1");
        } catch (WireException fault) {
            with.close(
                    WebSocketExchange.POLICY_VIOLATION,
                    "the first message has to be {\"version\":1,\"auth_token\":\"...\"}");
        }
        return false;
    }

    /** Nobody is heard for long while a command runs silently; the answers to pings tell that the caller is still there. */
    private static void ping(Session session, Thread worker) {
        try {
            while (session.isOpen() && !worker.join(PING_INTERVAL)) {
                session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
