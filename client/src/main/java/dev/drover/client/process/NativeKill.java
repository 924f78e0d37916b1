package dev.drover.client.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The system call {@code kill(2)}: the JDK has no way to send a signal of choice, and a helper program would cost a process a signal. */
final class NativeKill {
    @SuppressWarnings("restricted") // native access is what this class is for; the launcher enables it
    private static final MethodHandle KILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private NativeKill() {}

    /**
     * Sends a signal.
     *
     * @param target a process, or the negative of a process group
     * @return false when there is no such process or it may not be signalled
     */
    static boolean kill(long target, int signal) {
        try {
            return (int) KILL.invokeExact(Math.toIntExact(target), signal) == 0;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new IllegalStateException("kill(2) cannot be called", fault);
        }
    }
}
