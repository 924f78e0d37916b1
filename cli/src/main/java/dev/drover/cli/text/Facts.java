package dev.drover.cli.text;

/** Lines of {@code Name = value} with the signs below each other. */
public final class Facts {
    private final Table table = new Table();

    public Facts add(String name, Object value) {
        table.row(name, value.toString());
        return this;
    }

    /** As {@link #add}, with a sign for what is empty. */
    public Facts addOrNone(String name, String value) {
        return add(name, Table.orNone(value));
    }

    @Override
    public String toString() {
        return table.join(" = ");
    }
}
