package dev.drover.keeper.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** An open file of this process by its number, for what the JDK has no words for: pipes without names, and terminals. */
record Descriptor(int number) implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final FunctionDescriptor OF_NUMBER = FunctionDescriptor.of(INT, INT);
    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG);

    private static final MethodHandle PIPE =
            Native.function("pipe2", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle READ = Native.function("read", TRANSFER, Native.KEEP_ERRNO);
    private static final MethodHandle WRITE = Native.function("write", TRANSFER, Native.KEEP_ERRNO);
    private static final MethodHandle CLOSE = Native.function("close", OF_NUMBER);
    private static final MethodHandle OPEN_TERMINAL = Native.function("posix_openpt", OF_NUMBER);
    private static final MethodHandle UNLOCK_TERMINAL = Native.function("unlockpt", OF_NUMBER);
    private static final MethodHandle TERMINAL_NAME =
            Native.function("ptsname_r", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, LONG));
    private static final MethodHandle IOCTL = Native.function(
            "ioctl", FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS), Linker.Option.firstVariadicArg(2));

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int READ_WRITE_NOT_OURS = 2 | 0x100;
    private static final long SET_WINDOW_SIZE = 0x5414;
    private static final long WINDOW_SIZE_BYTES = 8;
    private static final long LONGEST_NAME = 128;

    /** Both ends of a pipe. */
    record Pipe(Descriptor reader, Descriptor writer) {}

    /** The side of a terminal that a person would sit at, and the file that programs open. */
    record Terminal(Descriptor screen, Path device) {}

    static Pipe pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(INT, 2);
            check((int) PIPE.invokeExact(ends, CLOSE_ON_EXEC) == 0);
            return new Pipe(new Descriptor(ends.getAtIndex(INT, 0)), new Descriptor(ends.getAtIndex(INT, 1)));
        } catch (IOException | RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    static Terminal terminal() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Descriptor screen = new Descriptor((int) OPEN_TERMINAL.invokeExact(READ_WRITE_NOT_OURS | CLOSE_ON_EXEC));
            check(screen.number >= 0);
            MemorySegment name = arena.allocate(LONGEST_NAME);
            check((int) UNLOCK_TERMINAL.invokeExact(screen.number) == 0
                    && (int) TERMINAL_NAME.invokeExact(screen.number, name, LONGEST_NAME) == 0);
            return new Terminal(screen, Path.of(name.getString(0)));
        } catch (IOException | RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    private static void check(boolean succeeded) throws IOException {
        if (!succeeded) {
            throw new IOException("there are too many open files or terminals");
        }
    }

    /**
     * Waits for bytes. Occupies its thread.
     *
     * @return how many came; -1 at the end, which is also when nobody has the other side of a terminal
     */
    int read(MemorySegment buffer) {
        return transfer(READ, buffer, buffer.byteSize());
    }

    /** Writes some of the bytes; -1 when nobody can read them any more. */
    int write(MemorySegment buffer, long length) {
        return transfer(WRITE, buffer, length);
    }

    private int transfer(MethodHandle function, MemorySegment buffer, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Native.state(arena);
            while (true) {
                long count = (long) function.invokeExact(state, number, buffer, length);
                if (count >= 0 || Native.errno(state) != Native.EINTR) {
                    return count <= 0 ? -1 : (int) count;
                }
            }
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    void resize(int rows, int columns) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINDOW_SIZE_BYTES, Short.BYTES);
            size.setAtIndex(SHORT, 0, (short) rows);
            size.setAtIndex(SHORT, 1, (short) columns);
            int ignored = (int) IOCTL.invokeExact(number, SET_WINDOW_SIZE, size);
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(number);
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }
}
