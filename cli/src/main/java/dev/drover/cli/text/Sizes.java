package dev.drover.cli.text;

import java.util.Locale;

/** Amounts of bytes for people: two digits that matter, in powers of 1024. */
public final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        double rounded = Math.floor(value * 10 + 0.5) / 10;
        String format = unit > 0 && rounded < 10 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, rounded, UNITS[unit]);
    }

    public static String mebibytes(long mebibytes) {
        return bytes(mebibytes * 1024 * 1024);
    }
}
