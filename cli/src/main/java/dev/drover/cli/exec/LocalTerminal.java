package dev.drover.cli.exec;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The terminal that this process reads from, by the program {@code stty}, which every system with such terminals has: a library would
 * bring native code for two calls. Without {@code stty}, as on Windows, there is no terminal here, and lines are sent when they are whole.
 */
final class LocalTerminal implements AutoCloseable {
    private final String settings;
    private final Thread atExit = new Thread(this::restore, "restore-terminal");

    private LocalTerminal(String settings) {
        this.settings = settings;
    }

    /** Empty when the input is no terminal. */
    static Optional<LocalTerminal> find() {
        return stty(List.of("-g")).map(LocalTerminal::new);
    }

    /** Every key goes to the reader at once and is not shown here, until {@link #close}. */
    void makeRaw() {
        Runtime.getRuntime().addShutdownHook(atExit);
        stty(List.of("raw", "-echo"));
    }

    /** Rows and columns, when the terminal knows them. */
    Optional<Size> size() {
        return stty(List.of("size")).flatMap(text -> {
            String[] numbers = text.split(" ", -1);
            try {
                return numbers.length == 2
                        ? Optional.of(new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])))
                        : Optional.empty();
            } catch (NumberFormatException unknown) {
                return Optional.empty();
            }
        });
    }

    record Size(int rows, int columns) {}

    /** Has something done after each change of the size. The class of the JDK that tells is not part of the platform's API, so it is reached by name. */
    static void onResize(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(
                    LocalTerminal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), calling);
        } catch (ReflectiveOperationException unknownHere) {
            System.getLogger(LocalTerminal.class.getName())
                    .log(System.Logger.Level.DEBUG, "changes of the terminal's size are not seen", unknownHere);
        }
    }

    private void restore() {
        stty(List.of(settings));
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // Then it runs once more, which changes nothing.
            return;
        }
    }

    /** What the program says, or nothing when it fails. */
    private static Optional<String> stty(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder("stty");
        builder.command().addAll(arguments);
        builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
