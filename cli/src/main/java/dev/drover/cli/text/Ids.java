package dev.drover.cli.text;

/** Ids, whole or as their first eight characters. */
public record Ids(boolean whole) {
    private static final int SHORT_LENGTH = 8;

    public String shown(String id) {
        return whole ? id : shortened(id);
    }

    public String orNone(String id) {
        return id.isEmpty() ? Table.NONE : shown(id);
    }

    public static String shortened(String id) {
        return id.length() > SHORT_LENGTH ? id.substring(0, SHORT_LENGTH) : id;
    }
}
