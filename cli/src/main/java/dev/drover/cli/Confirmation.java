package dev.drover.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the user before something that cannot be taken back. */
public final class Confirmation {
    private Confirmation() {}

    /** True for y or yes; anything else, and the end of the input, means no. */
    public static boolean ask(Context context, String question) throws IOException {
        context.io().out().print(question + " [y/N] ");
        context.io().out().flush();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(context.io().in(), StandardCharsets.UTF_8));
        String line = in.readLine();
        String answer = line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }
}
