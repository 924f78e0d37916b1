package dev.drover.model;

import java.nio.file.Path;

/** The measured tables of the compatible surface, where a machine has them: beside the checkout, or where {@code -Ddrover.reference} says. */
public final class ReferenceTables {
    private ReferenceTables() {}

    /** A file or folder of the tables; it may not exist. */
    public static Path path(String name) {
        String folder = System.getProperty(
                "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference");
        return Path.of(folder).resolve(name);
    }
}
