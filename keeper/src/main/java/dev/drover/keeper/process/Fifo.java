package dev.drover.keeper.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** Named pipes. */
final class Fifo {
    private static final MethodHandle MKFIFO = Native.function(
            "mkfifo",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Native.KEEP_ERRNO);

    /** A task of another user may open what it was given once more by {@code /dev/stdout}; nobody else reaches it through its folder. */
    private static final int WRITABLE = 0622;

    private Fifo() {}

    static void create(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Native.state(arena);
            if ((int) MKFIFO.invokeExact(state, arena.allocateFrom(path.toString()), WRITABLE) != 0) {
                throw new IOException("a pipe cannot be made at " + path + ": " + Native.message(Native.errno(state)));
            }
        } catch (IOException | RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
        Files.setAttribute(path, "unix:mode", WRITABLE);
    }
}
