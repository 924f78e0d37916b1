package dev.drover.cli;

import dev.drover.cli.text.Times;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.UnreachableException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a running command works with: the world outside, the agent, and how to print. */
public final class Context {
    private final CliIo io;
    private final GeneralFlags general;

    private @Nullable DroverClient client;

    Context(CliIo io, GeneralFlags general) {
        this.io = io;
        this.general = general;
    }

    public CliIo io() {
        return io;
    }

    /** Made at the first use, since some commands ask no agent. */
    public DroverClient client() {
        if (client == null) {
            client = new DroverClient(general.clientConfig(io));
        }
        return client;
    }

    public Times times() {
        return new Times(io.clock());
    }

    public void print(Object text) {
        io.out().println(text);
    }

    /** Prints an empty line, a title, and what it stands above. */
    public void section(String title, Object text) {
        print("\n" + bold(title));
        print(text);
    }

    public void complain(String text) {
        io.err().println(text);
    }

    public String bold(String text) {
        return colour("1", text);
    }

    public String colour(String code, String text) {
        return general.colours(io) ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Asks the agent; where that fails, the command does, with a message that starts with the given words. */
    public <T> T ask(String whenItFails, Supplier<T> call) {
        try {
            return call.get();
        } catch (DroverException fault) {
            throw new Failure(whenItFails + ": " + explain(fault));
        }
    }

    public void tell(String whenItFails, Runnable call) {
        ask(whenItFails, () -> {
            call.run();
            return io;
        });
    }

    public String explain(DroverException fault) {
        return switch (fault) {
            case ApiException refused -> refused.explanation();
            case UnreachableException broken when broken.connected() -> broken.explanation();
            case UnreachableException silent ->
                silent.explanation() + "\nStart an agent here with `" + io.program()
                        + " agent -dev`, or name another with -address or DROVER_ADDR.";
        };
    }

    /** Where a page of the web UI is, for people; scripts do not want to see it. */
    public void hint(String what, String page) {
        String wish = io.variable("CLI_SHOW_HINTS").toLowerCase(Locale.ROOT);
        boolean shown = wish.isEmpty() ? io.terminal() : wish.equals("true") || wish.equals("1");
        if (shown) {
            print("\n\n" + bold("==> " + what + " in the Web UI: " + page(page)));
        }
    }

    /** Opens a page of the web UI in a browser, when that is wished. */
    public void openPage(boolean wished, String page) {
        if (wished) {
            Browser.open(this, page(page));
        }
    }

    /** The address of a page of the web UI. */
    public String page(String page) {
        return client().config().address() + "/ui/" + page;
    }
}
