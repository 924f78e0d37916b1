package dev.drover.keeper.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** {@code kill(2)} and {@code signal(2)}: the JDK has no way to send a signal of choice, and a helper program would cost a process a signal. */
public final class NativeKill {
    private static final MethodHandle KILL = Native.function(
            "kill", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    public static final int SIGKILL = 9;

    private NativeKill() {}

    /**
     * Sends a signal.
     *
     * @param target a process, or the negative of a process group
     * @return false when there is no such process or it may not be signalled
     */
    public static boolean kill(long target, int signal) {
        try {
            return (int) KILL.invokeExact(Math.toIntExact(target), signal) == 0;
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }

    /** Has this process ignore a signal. */
    public static void ignore(int signal) {
        MethodHandle handler = Native.function(
                "signal", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        try {
            long before = (long) handler.invokeExact(signal, 1L);
            if (before < 0) {
                throw new IllegalStateException("signal " + signal + " cannot be ignored");
            }
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw Native.failed(fault);
        }
    }
}
