package dev.drover.client.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** {@code statvfs(3)} of 64-bit Linux: the JDK tells the bytes of a file system, but not its inodes. */
final class NativeStatvfs {
    @SuppressWarnings("restricted") // native access is what this class is for; the launcher enables it
    private static final MethodHandle STATVFS = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("statvfs"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    private static final long STRUCT_BYTES = 256;
    /** Offsets in {@code struct statvfs}: five unsigned longs come before. */
    private static final long FILES = 5 * 8;

    private static final long FILES_FREE = 6 * 8;

    private NativeStatvfs() {}

    static double inodesUsedPercent(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(STRUCT_BYTES, 8);
            if ((int) STATVFS.invokeExact(arena.allocateFrom(path.toString()), answer) != 0) {
                return 0;
            }
            long files = answer.get(ValueLayout.JAVA_LONG, FILES);
            long free = answer.get(ValueLayout.JAVA_LONG, FILES_FREE);
            return files <= 0 ? 0 : (files - free) * 100.0 / files;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("statvfs(3) cannot be called", fault);
        }
    }
}
