package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.jobspec.SpecFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code node pool init}: writes a node pool to start from. */
public final class NodePoolInitCommand extends BaseCommand {
    private static final String EXAMPLE = """
            node_pool "example" {
              description = "What the nodes in it are for"

              # Free to use, for people and programs.
              meta {
                owner = "team-a"
              }

              # What is scheduled here otherwise than in the rest of the cluster.
              scheduler_config {
                # "binpack" fills node after node, "spread" uses all of them evenly.
                scheduler_algorithm = "spread"
              }
            }
            """;

    private final Flag<String> form = flags.text("out", "hcl|json", "hcl", "format to write");
    private final Flag<Boolean> quiet = flags.toggle("quiet", "print nothing");

    public NodePoolInitCommand() {
        super("Write an example node pool", "[path]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [path]");
        }
        boolean json = form.get().equals("json");
        if (!json && !form.get().equals("hcl")) {
            throw new UsageException("Unsupported output format \"" + form.get() + "\": expected hcl or json");
        }
        String name = !arguments.isEmpty() ? arguments.getFirst() : json ? "pool.nomad.json" : "pool.nomad.hcl";
        Path path = context.io().directory().resolve(name);
        if (Files.exists(path)) {
            throw new Failure("File \"" + name + "\" already exists");
        }
        Files.writeString(path, json ? asJson() : EXAMPLE);
        if (!quiet.get()) {
            context.print("Example node pool specification written to " + name);
        }
        return 0;
    }

    private static String asJson() {
        return JsonTree.parse(Json.write(SpecFiles.nodePool(new SourceFile("example", EXAMPLE))
                                .value()
                                .orElseThrow()))
                        .pretty()
                + "\n";
    }
}
