package dev.drover.agent.api;

import dev.drover.agent.http.Messages;
import dev.drover.driver.ExecSession;
import dev.drover.model.api.ExecBytes;
import dev.drover.model.api.ExecInput;
import dev.drover.model.api.ExecOutput;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Carries what a caller types to a command, and what the command writes to the caller, until the command ends or the caller goes. */
final class ExecConversation {
    private static final int PIECE_BYTES = 16 * 1024;

    private final ExecSession session;
    private final OutputStream out;

    /** One message at a time; not a monitor, since sending may take long. */
    private final ReentrantLock sending = new ReentrantLock();

    private ExecConversation(ExecSession session, OutputStream out) {
        this.session = session;
        this.out = out;
    }

    /**
     * Holds the conversation.
     *
     * @throws IOException when the caller is gone before the command has ended
     */
    static void hold(ExecSession session, InputStream in, OutputStream out) throws IOException, InterruptedException {
        new ExecConversation(session, out).hold(in);
    }

    private void hold(InputStream in) throws IOException, InterruptedException {
        Thread stdout = Thread.ofVirtual().name("exec-stdout").start(() -> pass(session.output(), ExecOutput::stdout));
        Thread stderr = Thread.ofVirtual().name("exec-stderr").start(() -> pass(session.errors(), ExecOutput::stderr));
        Thread stdin = Thread.ofVirtual().name("exec-stdin").start(() -> listen(in));
        try {
            int exitCode = session.await().exitCode();
            // Whoever looks at the exit code has seen all that was written before.
            stdout.join();
            stderr.join();
            send(ExecOutput.exited(exitCode));
        } finally {
            session.close();
            stdin.interrupt();
            stdin.join();
        }
    }

    private void send(ExecOutput message) throws IOException {
        sending.lock();
        try {
            Messages.write(out, Json.writeBytes(message));
        } finally {
            sending.unlock();
        }
    }

    private void pass(InputStream output, Function<ExecBytes, ExecOutput> as) {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            for (int count = read(output, piece); count >= 0; count = read(output, piece)) {
                send(as.apply(ExecBytes.of(piece, count)));
            }
            send(as.apply(ExecBytes.END));
        } catch (IOException gone) {
            // Nobody is there to watch the command any more.
            session.close();
        }
    }

    /** A stream that breaks off has ended, as far as the caller is concerned. */
    private static int read(InputStream output, byte[] piece) {
        try {
            return output.read(piece);
        } catch (IOException ended) {
            return -1;
        }
    }

    private void listen(InputStream in) {
        try {
            for (Optional<byte[]> message = Messages.read(in); message.isPresent(); message = Messages.read(in)) {
                take(Json.read(ExecInput.class, message.get()));
            }
        } catch (IOException | WireException | IllegalArgumentException broken) {
            System.getLogger(ExecConversation.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "the input of a command ends: " + broken.getMessage());
        }
        session.close();
    }

    private void take(ExecInput message) {
        try {
            if (message.ttySize() != null) {
                session.resize(message.ttySize().height(), message.ttySize().width());
            }
            if (message.stdin() != null) {
                byte[] bytes = message.stdin().bytes();
                if (bytes.length > 0) {
                    session.input().write(bytes);
                    session.input().flush();
                }
                if (message.stdin().close()) {
                    session.input().close();
                }
            }
        } catch (IOException unread) {
            // The command reads no more; what it still writes is wanted all the same.
            System.getLogger(ExecConversation.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "input for a command is lost: " + unread.getMessage());
        }
    }
}
