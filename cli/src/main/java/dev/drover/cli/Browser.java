package dev.drover.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Opens an address in the browser of the desktop. */
final class Browser {
    private Browser() {}

    static void open(Context context, String address) {
        context.print("Opening " + address);
        try {
            new ProcessBuilder(command(System.getProperty("os.name", ""), address))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException fault) {
            context.complain("No browser could be started: " + fault.getMessage());
        }
    }

    private static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(name.contains("mac") ? "open" : "xdg-open", address);
    }
}
