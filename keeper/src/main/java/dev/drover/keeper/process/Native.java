package dev.drover.keeper.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Functions of the C library. Each class links only what it needs, since linking is the dear part. */
final class Native {
    static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");

    static final int EINTR = 4;
    static final int ENOEXEC = 8;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    private Native() {}

    @SuppressWarnings("restricted") // native access is what this class is for; the launcher enables it
    static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(
                                () -> new UnsupportedOperationException("the C library of this machine has no function "
                                        + name + "; tasks as processes need Linux with glibc 2.34 or newer")),
                type,
                options);
    }

    /** What a function that was linked with {@link #KEEP_ERRNO} takes first. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int errno(MemorySegment state) {
        return state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** For a call that cannot throw but whose handle says so. */
    static IllegalStateException failed(Throwable fault) {
        return new IllegalStateException("a function of the C library cannot be called", fault);
    }

    /** The words for an error number that a start of a process can end with. */
    static String message(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file or directory";
            case 7 -> "argument list too long";
            case ENOEXEC -> "not a format that can be executed";
            case 11 -> "too many processes";
            case 12 -> "out of memory";
            case 13 -> "permission denied";
            case 20 -> "not a directory";
            case 24 -> "too many open files";
            case 26 -> "the program's file is being written";
            case 28 -> "no space left on the device";
            case 30 -> "read-only file system";
            case 36 -> "file name too long";
            default -> "error number " + errno;
        };
    }
}
