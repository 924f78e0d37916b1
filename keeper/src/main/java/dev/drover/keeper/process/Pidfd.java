package dev.drover.keeper.process;

import dev.drover.driver.TaskExit;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A descriptor that means one process for good, whatever becomes of its number. It becomes readable when the process ends, and the
 * exit status can be had through it: of a child always, of another process where the kernel keeps it (Linux 6.15).
 */
record Pidfd(long pid, int descriptor) implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle SYSCALL = Native.function(
            "syscall", FunctionDescriptor.of(LONG, LONG, LONG, LONG), Linker.Option.firstVariadicArg(1));
    private static final MethodHandle WAITID =
            Native.function("waitid", FunctionDescriptor.of(INT, INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle IOCTL = Native.function(
            "ioctl", FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = Native.function("close", FunctionDescriptor.of(INT, INT));

    /** The number of {@code pidfd_open(2)}, the same on all processors. */
    private static final long PIDFD_OPEN = 434;

    private static final int P_PIDFD = 3;
    private static final int EXITED = 4;
    private static final int EXITED_WITHOUT_WAITING = EXITED | 1;
    private static final int CLD_EXITED = 1;
    private static final long SIGINFO_BYTES = 128;
    private static final long SIGINFO_CODE = 8;
    private static final long SIGINFO_PID = 16;
    private static final long SIGINFO_STATUS = 24;

    /** {@code PIDFD_GET_INFO} with the first form of its structure. */
    private static final long GET_INFO = 0xC040FF0BL;

    private static final long INFO_BYTES = 64;
    private static final long INFO_EXIT = 1 << 3;
    private static final long INFO_STATUS = 60;

    /** Empty when there is no such process. */
    static Optional<Pidfd> open(long pid) {
        try {
            long descriptor = (long) SYSCALL.invokeExact(PIDFD_OPEN, pid, 0L);
            return descriptor < 0 ? Optional.empty() : Optional.of(new Pidfd(pid, (int) descriptor));
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    /** The exit of an ended child, which is gone from the process table afterwards; empty for a process that is no child. */
    Optional<TaskExit> collect() {
        return collect(EXITED_WITHOUT_WAITING);
    }

    /** Waits for the end of a child, and collects it. Occupies its thread. */
    TaskExit awaitCollected() {
        return collect(EXITED).orElseThrow(() -> new IllegalStateException("the process is no child"));
    }

    private Optional<TaskExit> collect(int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
            if ((int) WAITID.invokeExact(P_PIDFD, descriptor, info, options) != 0 || info.get(INT, SIGINFO_PID) == 0) {
                return Optional.empty();
            }
            int status = info.get(INT, SIGINFO_STATUS);
            Children.collected(pid);
            return Optional.of(
                    info.get(INT, SIGINFO_CODE) == CLD_EXITED ? TaskExit.code(status) : TaskExit.signalled(status));
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    /** The exit of a process whose parent has collected it; empty before that and where the kernel does not tell. */
    Optional<TaskExit> lookUp() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO_BYTES, Long.BYTES);
            info.set(LONG, 0, INFO_EXIT);
            if ((int) IOCTL.invokeExact(descriptor, GET_INFO, info) != 0 || (info.get(LONG, 0) & INFO_EXIT) == 0) {
                return Optional.empty();
            }
            int status = info.get(INT, INFO_STATUS);
            int signal = status & 0x7f;
            return Optional.of(signal == 0 ? TaskExit.code(status >> 8 & 0xff) : TaskExit.signalled(signal));
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }
}
