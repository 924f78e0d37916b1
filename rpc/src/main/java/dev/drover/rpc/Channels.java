package dev.drover.rpc;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open channels of one link, whoever opened them. */
final class Channels {
    private static final Logger LOG = System.getLogger(Channels.class.getName());

    private final Link link;
    private final Outbox outbox;
    private final Services services;
    private final Map<Long, TcpChannel> channels = new ConcurrentHashMap<>();

    Channels(Link link, Outbox outbox, Services services) {
        this.link = link;
        this.outbox = outbox;
        this.services = services;
    }

    Channel open(long id, String method, byte[] request) throws LinkException {
        if (request.length > Limits.MAX_OPEN_BYTES) {
            throw new RemoteException(
                    413, method + " opens with " + request.length + " bytes, the limit is " + Limits.MAX_OPEN_BYTES);
        }
        TcpChannel channel = new TcpChannel(id, outbox, channels::remove);
        channels.put(id, channel);
        try {
            outbox.send(Outgoing.open(id, method, request));
            return channel;
        } catch (LinkException gone) {
            channels.remove(id);
            throw gone;
        }
    }

    void opened(Frame frame) throws ProtocolException, LinkException {
        ByteBuffer payload = frame.reader();
        String method = Frame.readMethod(payload);
        byte[] request = Frame.rest(payload);
        if (channels.containsKey(frame.id())) {
            throw new ProtocolException("a channel of known id");
        }
        if (channels.size() >= Limits.MAX_CHANNELS_AT_ONCE) {
            String text = "more than " + Limits.MAX_CHANNELS_AT_ONCE + " channels at the same time on one link";
            outbox.post(Outgoing.frame(FrameType.FAIL, frame.id(), Frame.refusal(429, text)));
            return;
        }
        TcpChannel channel = new TcpChannel(frame.id(), outbox, channels::remove);
        channels.put(frame.id(), channel);
        channel.errand().start("rpc " + method, () -> serve(channel, method, request));
    }

    private void serve(TcpChannel channel, String method, byte[] request) {
        try {
            services.serve(link, method, request, channel);
            channel.errand().finish();
            channel.close();
        } catch (RemoteException refusal) {
            fail(channel, refusal.status(), refusal.text());
        } catch (InterruptedException stop) {
            fail(channel, 503, method + " was given up");
        } catch (IOException lost) {
            LOG.log(Level.DEBUG, "channel {0} of {1}: {2}", method, link.remoteAddress(), lost);
            fail(channel, 502, method + " broke off: " + lost.getMessage());
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "RPC channel " + method + " from " + link.remoteAddress() + " failed", fault);
            fail(channel, 500, method + " failed: " + fault);
        }
    }

    private static void fail(TcpChannel channel, int status, String text) {
        channel.errand().finish();
        channel.fail(status, text);
    }

    /** A frame of a channel; one that has ended here is no more there. */
    @Nullable
    TcpChannel find(long id) {
        return channels.get(id);
    }

    void lost(String reason) {
        channels.values().forEach(channel -> channel.lost(reason));
        channels.clear();
    }
}
