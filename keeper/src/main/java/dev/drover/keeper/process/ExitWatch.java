package dev.drover.keeper.process;

import dev.drover.driver.TaskExit;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of any number of processes on one thread, children or not, with {@code epoll(7)} on their {@link Pidfd}s. It
 * collects those processes and no others, so that it can live beside the JDK's own way of starting programs.
 */
final class ExitWatch {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final MethodHandle EPOLL_CREATE = Native.function("epoll_create1", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle EPOLL_CTL =
            Native.function("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, ValueLayout.ADDRESS));
    private static final MethodHandle EPOLL_WAIT = Native.function(
            "epoll_wait", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT, INT), Native.KEEP_ERRNO);

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int ADD = 1;
    private static final int READABLE_ONCE = 1 | 1 << 30;
    private static final int BATCH = 64;

    /** {@code struct epoll_event} is packed on x86 and nowhere else. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final long EVENT_BYTES = PACKED ? 12 : 16;
    private static final long EVENT_DATA = PACKED ? 4 : 8;

    private static final int LOOK_UPS = 50;
    private static final long LOOK_UP_PAUSE_MILLIS = 10;

    private record Watched(Pidfd pidfd, Consumer<Optional<TaskExit>> listener) {}

    private final int epoll;
    private final ConcurrentHashMap<Integer, Watched> watched = new ConcurrentHashMap<>();

    private ExitWatch(int epoll) {
        this.epoll = epoll;
    }

    static ExitWatch start() {
        try {
            ExitWatch watch = new ExitWatch((int) EPOLL_CREATE.invokeExact(CLOSE_ON_EXEC));
            if (watch.epoll < 0) {
                throw new IllegalStateException("ends of processes cannot be watched: too many open files");
            }
            Thread.ofPlatform().daemon().name("exit-watch").start(watch::run);
            return watch;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    /**
     * Watches a process.
     *
     * @param listener is told once, on a virtual thread of its own; empty when the status cannot be known
     * @throws IOException when there are too many open files
     */
    void watch(Pidfd pidfd, Consumer<Optional<TaskExit>> listener) throws IOException {
        watched.put(pidfd.descriptor(), new Watched(pidfd, listener));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, Long.BYTES);
            event.set(INT, 0, READABLE_ONCE);
            event.set(INT, EVENT_DATA, pidfd.descriptor());
            if ((int) EPOLL_CTL.invokeExact(epoll, ADD, pidfd.descriptor(), event) != 0) {
                watched.remove(pidfd.descriptor());
                throw new IOException("the end of a process cannot be watched");
            }
        } catch (IOException | RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate(EVENT_BYTES * BATCH, Long.BYTES);
            MemorySegment state = Native.state(arena);
            while (true) {
                int count = (int) EPOLL_WAIT.invokeExact(state, epoll, events, BATCH, -1);
                if (count < 0 && Native.errno(state) != Native.EINTR) {
                    throw new IllegalStateException("epoll_wait failed with " + Native.errno(state));
                }
                for (int i = 0; i < count; i++) {
                    @Nullable Watched ended = watched.remove(events.get(INT, i * EVENT_BYTES + EVENT_DATA));
                    if (ended != null) {
                        Thread.ofVirtual().name("process-end").start(() -> tell(ended));
                    }
                }
            }
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    private static void tell(Watched ended) {
        Optional<TaskExit> exit;
        try (Pidfd pidfd = ended.pidfd()) {
            exit = pidfd.collect();
            for (int i = 0; exit.isEmpty() && i < LOOK_UPS; i++) {
                exit = pidfd.lookUp();
                if (exit.isEmpty()) {
                    Thread.sleep(LOOK_UP_PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exit = Optional.empty();
        }
        ended.listener().accept(exit);
    }
}
