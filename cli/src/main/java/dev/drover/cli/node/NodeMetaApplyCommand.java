package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.NodeMetaApplyRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code node meta apply}. */
public final class NodeMetaApplyCommand extends BaseCommand {
    private final Flag<String> nodeId =
            flags.text("node-id", "node", "the node; default that of the agent that is asked");
    private final Flag<List<String>> unset = flags.list("unset", "key,key", "keys to take away; may be repeated");

    public NodeMetaApplyCommand() {
        super("Change metadata of a node while it runs", "[key=value]...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        for (String pair : arguments) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("Error parsing \"" + pair + "\": expected key=value");
            }
            changes.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        for (String keys : unset.get()) {
            for (String key : keys.split(",", -1)) {
                changes.put(key.strip(), null);
            }
        }
        if (changes.isEmpty()) {
            throw new UsageException("Give at least one key=value, or -unset with keys");
        }
        String id = nodeId.get().isEmpty()
                ? ""
                : NodeLookup.one(context, nodeId.get()).id();
        context.ask(
                "Error applying dynamic node metadata",
                () -> context.client().nodes().applyMetadata(new NodeMetaApplyRequest(id, changes)));
        return 0;
    }
}
