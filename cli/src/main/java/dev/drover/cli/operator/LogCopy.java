package dev.drover.cli.operator;

import dev.drover.cli.Context;
import java.io.IOException;
import java.io.InputStream;

/** Writes what comes as it comes. */
final class LogCopy {
    private static final int BUFFER = 16 * 1024;

    private LogCopy() {}

    static void to(Context context, InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            context.io().out().write(buffer, 0, read);
            context.io().out().flush();
        }
    }
}
