package dev.drover.server;

import java.util.UUID;

/** Ids for new records. */
public final class Ids {
    private Ids() {}

    /** A random UUID. */
    public static String next() {
        return UUID.randomUUID().toString();
    }
}
