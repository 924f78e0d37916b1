package dev.drover.cli.json;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;

/** The flags that ask for data instead of a text for people. */
public final class DataFlags {
    private final Flag<Boolean> json;
    private final Flag<String> template;

    public DataFlags(FlagSet flags) {
        json = flags.toggle("json", "print as JSON");
        template = flags.text("t", "template", "print by a Go template");
    }

    public boolean wanted() {
        return json.get() || !template.get().isEmpty();
    }

    /** Prints a record, or a list of them, in the form that was asked for. */
    public void print(Context context, Object value) {
        print(context, JsonTree.parse(Json.writeEveryField(value)).sorted());
    }

    public void print(Context context, JsonTree tree) {
        if (json.get() && !template.get().isEmpty()) {
            throw new Failure("Error: -json and -t cannot be used together");
        }
        if (template.get().isEmpty()) {
            context.print(tree.pretty());
            return;
        }
        context.print(DataTemplate.render(template.get(), tree));
    }
}
