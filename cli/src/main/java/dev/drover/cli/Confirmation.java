package dev.drover.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Asks the user before something that cannot be taken back. */
public final class Confirmation {
    private Confirmation() {}

    /** True for y or yes; anything else, and the end of the input, means no. */
    public static boolean ask(Context context, String question) throws IOException {
        String answer = line(context, question + " [y/N]").orElse("").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** What the user types until the end of the line; empty when the input has ended. Reads no further, so that it can ask again. */
    public static Optional<String> line(Context context, String question) throws IOException {
        context.io().out().print(question + " ");
        context.io().out().flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = context.io().in().read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = context.io().in().read()) {
            line.write(read);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
