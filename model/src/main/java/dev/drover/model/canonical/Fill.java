package dev.drover.model.canonical;

import org.jspecify.annotations.Nullable;

/** Picks the first value that somebody gave. An empty text counts as not given. */
final class Fill {
    private Fill() {}

    static String text(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    static String text(String given, @Nullable String inherited, String otherwise) {
        return text(given, inherited == null ? otherwise : text(inherited, otherwise));
    }

    static <T> @Nullable T either(@Nullable T near, @Nullable T far) {
        return near == null ? far : near;
    }

    static <T> T value(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    static <T> T value(@Nullable T given, @Nullable T inherited, T otherwise) {
        return value(given, value(inherited, otherwise));
    }
}
