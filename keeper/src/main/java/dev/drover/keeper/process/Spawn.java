package dev.drover.keeper.process;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts a program with {@code posix_spawn(3)}: as leader of a session of its own, with every signal at its default and none blocked, with
 * no open files but the three that are named. The JDK's way would start a helper first, inherit ignored signals, and take the
 * exit status before anybody else can read it exactly.
 *
 * <p>It needs glibc 2.34, which closes all further files between the fork and the program's begin.
 */
final class Spawn {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final FunctionDescriptor WITH_POINTER = FunctionDescriptor.of(INT, POINTER);
    private static final FunctionDescriptor WITH_TWO_POINTERS = FunctionDescriptor.of(INT, POINTER, POINTER);

    private static final MethodHandle POSIX_SPAWN = Native.function(
            "posix_spawn", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));
    private static final MethodHandle ACTIONS_INIT = Native.function("posix_spawn_file_actions_init", WITH_POINTER);
    private static final MethodHandle ACTIONS_DESTROY =
            Native.function("posix_spawn_file_actions_destroy", WITH_POINTER);
    private static final MethodHandle ADD_OPEN = Native.function(
            "posix_spawn_file_actions_addopen", FunctionDescriptor.of(INT, POINTER, INT, POINTER, INT, INT));
    private static final MethodHandle ADD_DUPLICATE =
            Native.function("posix_spawn_file_actions_adddup2", FunctionDescriptor.of(INT, POINTER, INT, INT));
    private static final MethodHandle ADD_CHDIR =
            Native.function("posix_spawn_file_actions_addchdir_np", WITH_TWO_POINTERS);
    private static final MethodHandle ADD_CLOSE_FROM =
            Native.function("posix_spawn_file_actions_addclosefrom_np", FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle ATTRIBUTES_INIT = Native.function("posix_spawnattr_init", WITH_POINTER);
    private static final MethodHandle SET_FLAGS =
            Native.function("posix_spawnattr_setflags", FunctionDescriptor.of(INT, POINTER, ValueLayout.JAVA_SHORT));
    private static final MethodHandle SET_DEFAULT_SIGNALS =
            Native.function("posix_spawnattr_setsigdefault", WITH_TWO_POINTERS);
    private static final MethodHandle SET_BLOCKED_SIGNALS =
            Native.function("posix_spawnattr_setsigmask", WITH_TWO_POINTERS);

    /** Default signals, signal mask, own session. */
    private static final short FLAGS = 0x04 | 0x08 | 0x80;

    /** More than any C library needs for its opaque structures; the largest, the attributes of glibc, takes 336. */
    private static final long STRUCTURE_BYTES = 512;

    private static final long SIGNAL_SET_BYTES = 128;

    static final int READ_ONLY = 0;
    static final int WRITE_ONLY = 1;
    static final int READ_WRITE = 2;
    private static final int CREATE = 0x40;
    private static final int TRUNCATE = 0x200;
    private static final int APPEND = 0x400;
    private static final int OWNER_ONLY = 0600;

    private Spawn() {}

    /** What a program finds as one of its first three files. */
    sealed interface End {}

    /** An open file of this process. */
    record Duplicate(int descriptor) implements End {}

    /**
     * A file that is opened for the program.
     *
     * @param flags of {@code open(2)}
     */
    record Output(Path file, int flags) implements End {
        static final Output NOTHING = new Output(Path.of("/dev/null"), WRITE_ONLY);

        /** A file that is emptied first. */
        static Output fresh(Path file) {
            return new Output(file, WRITE_ONLY | CREATE | TRUNCATE | APPEND);
        }
    }

    /**
     * Starts a program.
     *
     * @param command path and arguments
     * @return the id of the process, which is that of its session too, and a child of this process
     * @throws IOException when it does not run, with the reason
     */
    static long start(List<String> command, Map<String, String> environment, Path directory, End stdout, End stderr)
            throws IOException {
        return start(command, environment, directory, new Output(Output.NOTHING.file(), READ_ONLY), stdout, stderr);
    }

    /** Starts a program that has something to read. A terminal that it gets as input, and is not another's, becomes its own. */
    static long start(
            List<String> command, Map<String, String> environment, Path directory, End stdin, End stdout, End stderr)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = attributes(arena);
            MemorySegment actions = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
            check((int) ACTIONS_INIT.invokeExact(actions));
            try {
                give(arena, actions, 0, stdin);
                give(arena, actions, 1, stdout);
                give(arena, actions, 2, stderr);
                check((int) ADD_CHDIR.invokeExact(actions, arena.allocateFrom(directory.toString())));
                check((int) ADD_CLOSE_FROM.invokeExact(actions, 3));
                MemorySegment variables = strings(
                        arena, environment.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()));
                return start(arena, command, variables, actions, attributes);
            } finally {
                check((int) ACTIONS_DESTROY.invokeExact(actions));
            }
        } catch (IOException | RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    /** A script that does not name its interpreter is run by the shell, as everywhere. */
    private static long start(
            Arena arena, List<String> command, MemorySegment variables, MemorySegment actions, MemorySegment attributes)
            throws Throwable {
        MemorySegment pid = arena.allocate(INT);
        List<String> attempt = command;
        try (Children.Hold hold = Children.hold()) {
            int fault = spawn(arena, pid, attempt, actions, attributes, variables);
            if (fault == Native.ENOEXEC) {
                attempt = new ArrayList<>(command);
                attempt.addFirst("/bin/sh");
                fault = spawn(arena, pid, attempt, actions, attributes, variables);
            }
            check(fault);
            hold.own(pid.get(INT, 0));
        }
        return pid.get(INT, 0);
    }

    private static int spawn(
            Arena arena,
            MemorySegment pid,
            List<String> command,
            MemorySegment actions,
            MemorySegment attributes,
            MemorySegment variables)
            throws Throwable {
        MemorySegment path = arena.allocateFrom(command.getFirst());
        MemorySegment arguments = strings(arena, command.stream());
        return (int) POSIX_SPAWN.invokeExact(pid, path, actions, attributes, arguments, variables);
    }

    private static MemorySegment attributes(Arena arena) throws Throwable {
        MemorySegment attributes = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
        MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, Long.BYTES);
        MemorySegment all = arena.allocate(SIGNAL_SET_BYTES, Long.BYTES).fill((byte) -1);
        check((int) ATTRIBUTES_INIT.invokeExact(attributes));
        check((int) SET_FLAGS.invokeExact(attributes, FLAGS));
        check((int) SET_DEFAULT_SIGNALS.invokeExact(attributes, all));
        check((int) SET_BLOCKED_SIGNALS.invokeExact(attributes, none));
        return attributes;
    }

    private static void give(Arena arena, MemorySegment actions, int descriptor, End end) throws Throwable {
        switch (end) {
            case Output(Path file, int flags) -> {
                MemorySegment path = arena.allocateFrom(file.toString());
                check((int) ADD_OPEN.invokeExact(actions, descriptor, path, flags, OWNER_ONLY));
            }
            case Duplicate(int own) -> check((int) ADD_DUPLICATE.invokeExact(actions, own, descriptor));
        }
    }

    /** An array of C strings with a null behind the last. */
    private static MemorySegment strings(Arena arena, Stream<String> texts) {
        List<String> list = texts.toList();
        MemorySegment array = arena.allocate(POINTER, list.size() + 1L);
        for (int i = 0; i < list.size(); i++) {
            array.setAtIndex(POINTER, i, arena.allocateFrom(list.get(i)));
        }
        return array;
    }

    private static void check(int errno) throws IOException {
        if (errno != 0) {
            throw new IOException(Native.message(errno));
        }
    }
}
