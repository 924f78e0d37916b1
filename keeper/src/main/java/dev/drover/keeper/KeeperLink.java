package dev.drover.keeper;

import dev.drover.keeper.wire.Frames;
import dev.drover.keeper.wire.Frames.Frame;
import dev.drover.keeper.wire.Reply;
import dev.drover.keeper.wire.Request;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to a keeper. Requests wait for their replies, any number of them at the same time. */
final class KeeperLink implements AutoCloseable {
    private final SocketChannel channel;
    private final Frames frames;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long lastNumber;
    private boolean gone;

    /** Whoever waits for one reply. */
    private static final class Waiting {
        private @Nullable Reply reply;
        private boolean gone;

        synchronized void done(@Nullable Reply answer) {
            reply = answer;
            gone = answer == null;
            notifyAll();
        }

        synchronized Reply await() throws InterruptedException, KeeperGoneException {
            while (reply == null && !gone) {
                wait();
            }
            if (reply == null) {
                throw new KeeperGoneException("the keeper process went away");
            }
            return reply;
        }
    }

    private KeeperLink(SocketChannel channel) {
        this.channel = channel;
        this.frames = new Frames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    /**
     * Connects.
     *
     * @param onGone is called once when the connection has ended, on a thread of its own
     * @throws IOException when no keeper listens
     */
    static KeeperLink open(KeeperFolder folder, java.util.function.Consumer<KeeperLink> onGone) throws IOException {
        KeeperLink link = new KeeperLink(SocketChannel.open(folder.address()));
        Thread.ofVirtual().name("keeper-link").start(() -> {
            link.read();
            onGone.accept(link);
        });
        return link;
    }

    private void read() {
        try {
            while (true) {
                Frame<Reply> frame = frames.readReply();
                Waiting asked = take(frame.number());
                if (asked != null) {
                    asked.done(frame.message());
                }
            }
        } catch (IOException ended) {
            close();
        }
    }

    private @Nullable Waiting take(long number) {
        synchronized (waiting) {
            return waiting.remove(number);
        }
    }

    /** @throws KeeperGoneException when the connection ends before the reply; the request may have been carried out or not */
    Reply ask(Request request) throws InterruptedException, IOException {
        Waiting asked = new Waiting();
        long number;
        synchronized (waiting) {
            if (gone) {
                throw new KeeperGoneException("the keeper process went away");
            }
            number = ++lastNumber;
            waiting.put(number, asked);
        }
        try {
            frames.write(number, request);
            return asked.await();
        } catch (java.nio.channels.ClosedChannelException closed) {
            throw new KeeperGoneException("the keeper process went away");
        } finally {
            take(number);
        }
    }

    /** Everybody who waits is told that there is no answer. */
    @Override
    public void close() {
        synchronized (waiting) {
            gone = true;
            waiting.values().forEach(asked -> asked.done(null));
            waiting.clear();
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is gone either way.
            return;
        }
    }
}
