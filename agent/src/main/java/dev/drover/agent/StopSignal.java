package dev.drover.agent;

import java.lang.reflect.Proxy;

/**
 * Tells which signal ends the process, for an operator may want an interrupt to mean something else than a termination. The class of the JDK that
 * knows is not part of the platform's API, so it is reached by name; where it is missing, the process just ends.
 */
final class StopSignal {
    private StopSignal() {}

    /**
     * Has something done before the process ends by this signal.
     *
     * @param name {@code INT} or {@code TERM}
     */
    static void before(String name, Runnable action) {
        at(name, () -> {
            action.run();
            System.exit(0);
        });
    }

    /**
     * Has something done at this signal, instead of what the process would do by itself.
     *
     * @param name such as {@code HUP}
     */
    static void at(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            // Ending waits for this thread, so it has to be another one.
                            Thread.ofPlatform().name("signal").start(action);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
        } catch (ReflectiveOperationException missing) {
            System.getLogger(StopSignal.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "SIG" + name + " does what it does to any process: " + missing);
        }
    }
}
