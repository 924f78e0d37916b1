package dev.drover.server;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids for new records. */
public final class Ids {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** Whether a text that somebody chose has the form of an id. */
    public static boolean isUuid(String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    /** A random UUID. */
    public static String next() {
        return UUID.randomUUID().toString();
    }
}
