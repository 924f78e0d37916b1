package dev.drover.cli.operator;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.operator.RootKeyMeta;
import java.util.List;

/** Root keys below each other. */
final class RootKeys {
    private RootKeys() {}

    static Table table(Context context, List<RootKeyMeta> keys, boolean verbose) {
        Table table = Table.withHeader("Key", "State", "Create Time", "Publish Time");
        keys.forEach(key -> table.row(
                new Ids(verbose).shown(key.keyId()),
                key.state(),
                context.times().at(key.createTime()),
                key.publishTime() == 0 ? Table.NONE : context.times().at(key.publishTime())));
        return table;
    }
}
