package dev.drover.keeper.process;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The children of this process that nobody else looks after. A process that hosts tasks becomes the parent of what loses its own
 * ({@code PR_SET_CHILD_SUBREAPER}): so it learns the exit of a task that a container runtime has started for it, and it has to collect
 * the orphans that tasks leave. Those are told from the children of the JDK by their session, and from the tasks by this list.
 */
final class Children {
    private static final System.Logger LOGGER = System.getLogger(Children.class.getName());
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final long STACK_BYTES = 128 * 1024;
    private static final int SET_CHILD_SUBREAPER = 36;
    private static final int ANY = 0;
    private static final int EXITED_BUT_KEPT = 4 | 0x01000000;
    private static final long SIGINFO_BYTES = 128;
    private static final long SIGINFO_PID = 16;

    /** Somebody else is about to collect the child that has ended; no event tells when that is done. */
    private static final long PAUSE_MILLIS = 20;

    private static final Set<Long> OWN = ConcurrentHashMap.newKeySet();
    private static final ReentrantReadWriteLock STARTING = new ReentrantReadWriteLock();
    private static final Semaphore NEWS = new Semaphore(0);
    private static boolean reaping;

    private Children() {}

    /** While it is held no orphan is collected: a child may be about to be known. */
    record Hold(Lock lock) implements AutoCloseable {
        /** This child is collected by its {@link Pidfd}. */
        @SuppressWarnings("MethodCanBeStatic") // nobody may call it without a hold
        void own(long pid) {
            OWN.add(pid);
            NEWS.release();
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }

    static Hold hold() {
        STARTING.readLock().lock();
        return new Hold(STARTING.readLock());
    }

    static void collected(long pid) {
        OWN.remove(pid);
    }

    /** Becomes the parent of all orphans below this process and collects them. Further calls do nothing. */
    static synchronized void reapOrphans() {
        if (reaping) {
            return;
        }
        MethodHandle prctl = Native.function(
                "prctl", FunctionDescriptor.of(INT, INT, LONG, LONG, LONG, LONG), Linker.Option.firstVariadicArg(1));
        try {
            reaping = (int) prctl.invokeExact(SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) == 0;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
        if (reaping) {
            Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name("orphans").start(Children::run);
        }
    }

    private static void run() {
        MethodHandle waitid = Native.function("waitid", FunctionDescriptor.of(INT, INT, INT, ValueLayout.ADDRESS, INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
            while (true) {
                if ((int) waitid.invokeExact(ANY, 0, info, EXITED_BUT_KEPT) != 0) {
                    NEWS.acquire(); // without children there is nothing to wait for
                    NEWS.drainPermits();
                } else if (!collect(info.get(INT, SIGINFO_PID))) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) {
            LOGGER.log(Level.ERROR, "orphans are not collected any more", fault);
        }
    }

    private static boolean collect(long pid) {
        if (!STARTING.writeLock().tryLock()) {
            return false;
        }
        try {
            boolean orphan = !OWN.contains(pid)
                    && ProcessStat.of(pid)
                            .filter(stat -> stat.session() != ownSession())
                            .isPresent();
            if (!orphan) {
                return false;
            }
            Optional<Pidfd> pidfd = Pidfd.open(pid);
            pidfd.ifPresent(Pidfd::collect);
            pidfd.ifPresent(Pidfd::close);
            return pidfd.isPresent();
        } finally {
            STARTING.writeLock().unlock();
        }
    }

    private static long ownSession() {
        return ProcessStat.of(ProcessHandle.current().pid())
                .map(ProcessStat::session)
                .orElse(0L);
    }
}
