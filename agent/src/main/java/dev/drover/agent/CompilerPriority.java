package dev.drover.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the optimising compiler of this process give way to its work. The first burst that a server sees is what the compiler begins to optimise
 * for, and on few cores it takes a third of them away from that very burst. A processor that has nothing better to do optimises as before.
 * Only on Linux, where priorities belong to threads; docs/decisions/0015-first-burst.md.
 */
final class CompilerPriority {
    private static final System.Logger LOGGER = System.getLogger(CompilerPriority.class.getName());

    /** A tenth of the share of a thread that is as usual (nice 0). */
    private static final int NICE = 10;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String COMPILER = "C2 CompilerThre";

    private CompilerPriority() {}

    /** Linked when it is first needed, which on other systems is never. */
    private static final class Calls {
        private static final int A_THREAD = 0;

        @SuppressWarnings("restricted") // native access is what this class is for; the launcher enables it
        private static final MethodHandle SET_PRIORITY = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("setpriority"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));

        static boolean nice(int thread) {
            try {
                return (int) SET_PRIORITY.invokeExact(A_THREAD, thread, NICE) == 0;
            } catch (RuntimeException | Error fault) {
                throw fault;
            } catch (Throwable fault) {
                throw new IllegalStateException("setpriority(2) cannot be called", fault);
            }
        }
    }

    /** Lowers it once; threads that the compiler starts later have the priority of those that start them. */
    static void lower() {
        try {
            for (int thread : compilers()) {
                if (!Calls.nice(thread)) {
                    LOGGER.log(Level.DEBUG, "the compiler keeps its priority");
                }
            }
        } catch (IOException | UncheckedIOException fault) {
            LOGGER.log(Level.DEBUG, "the compiler keeps its priority: {0}", fault.getMessage());
        }
    }

    /** Thread ids of the optimising compiler; none on systems without {@code /proc}. */
    static List<Integer> compilers() throws IOException {
        if (!Files.isDirectory(THREADS)) {
            return List.of();
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.filter(CompilerPriority::isCompiler)
                    .map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(COMPILER);
        } catch (IOException over) {
            return false;
        }
    }
}
