package dev.drover.client.host;

import java.util.Locale;

/** Chooses the host's implementation once, and only when it is asked for. */
final class LocalHost {
    static final Host INSTANCE =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
                    ? new LinuxHost()
                    : new OshiHost();

    private LocalHost() {}
}
