package dev.drover.drivers.engine;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.TaskExit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A command in a container, over a connection that the engine hands over to it. Without a terminal its two outputs come in frames on that
 * connection and are parted here.
 */
public final class EngineSession implements ExecSession {
    private static final System.Logger LOGGER = System.getLogger(EngineSession.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration EXIT_PAUSE = Duration.ofMillis(20);

    /** The exit is known a moment after the end of the output. A command that closed its output may run on for longer. */
    private static final Duration LONGEST_EXIT_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_LOOKS_FOR_PROCESS = 50;
    private static final int PIPE_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 8;
    private static final int STDERR = 2;

    private final EngineClient engine;
    private final String prefix;
    private final String id;
    private final boolean terminal;
    private final RawConnection connection;
    private final PipedInputStream output = new PipedInputStream(PIPE_BYTES);
    private final PipedInputStream errors = new PipedInputStream(PIPE_BYTES);
    private final Thread parting;
    private volatile boolean closed;

    private EngineSession(EngineClient engine, String prefix, String id, boolean terminal, RawConnection connection)
            throws IOException {
        this.engine = engine;
        this.prefix = prefix;
        this.id = id;
        this.terminal = terminal;
        this.connection = connection;
        PipedOutputStream out = new PipedOutputStream(output);
        PipedOutputStream err = new PipedOutputStream(errors);
        this.parting = Thread.ofVirtual().name("engine-exec-" + id).start(() -> part(out, err));
    }

    /**
     * Starts a command.
     *
     * @param prefix what stands before the engine's paths, such as an API version; usually empty
     */
    public static EngineSession start(EngineClient engine, String prefix, String container, Request request)
            throws DriverException {
        Map<String, Object> body = new HashMap<>(
                Map.of("AttachStdin", true, "AttachStdout", true, "AttachStderr", true, "Tty", request.terminal()));
        body.put("Cmd", request.command());
        try {
            String id = Answer.text(engine.post(prefix + "/containers/" + container + "/exec", body, ANSWER), "Id");
            RawConnection connection = engine.hijack(
                    prefix + "/exec/" + id + "/start", Map.of("Detach", false, "Tty", request.terminal()));
            return new EngineSession(engine, prefix, id, request.terminal(), connection);
        } catch (EngineException | IOException e) {
            throw new DriverException("cannot run " + request.command().getFirst() + ": " + e.getMessage());
        }
    }

    private void part(PipedOutputStream out, PipedOutputStream err) {
        try (out;
                err) {
            InputStream input = connection.input();
            byte[] buffer = new byte[16 << 10];
            boolean more = true;
            while (more) {
                int length = Integer.MAX_VALUE;
                OutputStream target = out;
                if (!terminal) {
                    ByteBuffer header = ByteBuffer.wrap(input.readNBytes(HEADER_BYTES));
                    if (header.remaining() < HEADER_BYTES) {
                        return;
                    }
                    target = header.get(0) == STDERR ? err : out;
                    length = header.getInt(4);
                }
                more = copy(input, target, length, buffer);
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "the output of a command ends", e);
        }
    }

    private static boolean copy(InputStream input, OutputStream output, int length, byte[] buffer) throws IOException {
        int left = length;
        while (left > 0) {
            int read = input.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return false;
            }
            output.write(buffer, 0, read);
            output.flush();
            left -= read;
        }
        return true;
    }

    @Override
    public OutputStream input() {
        return new FilterOutputStream(connection.output()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                connection.endOutput();
            }
        };
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return terminal ? InputStream.nullInputStream() : errors;
    }

    @Override
    public void resize(int rows, int columns) throws IOException {
        if (terminal) {
            try {
                engine.post(prefix + "/exec/" + id + "/resize?h=" + rows + "&w=" + columns, Map.of(), ANSWER);
            } catch (EngineException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    @Override
    public TaskExit await() throws InterruptedException {
        parting.join();
        Duration pause = EXIT_PAUSE;
        while (!closed) {
            try {
                Map<String, Object> state = engine.get(prefix + "/exec/" + id + "/json", ANSWER);
                if (!Answer.flag(state, "Running")) {
                    return TaskExit.code((int) Answer.number(state, "ExitCode"));
                }
            } catch (EngineException e) {
                return TaskExit.unknown("the command's end is not known: " + e.getMessage());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_EXIT_PAUSE) > 0
                    ? LONGEST_EXIT_PAUSE
                    : pause.multipliedBy(2);
        }
        return TaskExit.unknown("the session was closed before the command's end");
    }

    /** An engine has no word to end a command in a container, so its processes are killed from the host, where that is this one. */
    @Override
    public void close() {
        closed = true;
        try (connection) {
            long pid = engine.isLocal() ? runningProcess() : 0;
            if (pid > 0) {
                ProcessHandle.of(pid).ifPresent(EngineSession::killAll);
            }
        } catch (EngineException | IOException e) {
            LOGGER.log(Level.DEBUG, "a command may not have been ended", e);
        }
    }

    /** The engine may pass on what a command says before it has noted which process that is. */
    private long runningProcess() throws EngineException {
        for (int look = 0; look < MOST_LOOKS_FOR_PROCESS; look++) {
            Map<String, Object> state = engine.get(prefix + "/exec/" + id + "/json", ANSWER);
            long pid = Answer.number(state, "Pid");
            if (!Answer.flag(state, "Running") || pid > 0) {
                return Answer.flag(state, "Running") ? pid : 0;
            }
            LockSupport.parkNanos(EXIT_PAUSE.toNanos());
        }
        return 0;
    }

    private static void killAll(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
