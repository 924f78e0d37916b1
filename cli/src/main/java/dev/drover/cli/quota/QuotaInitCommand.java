package dev.drover.cli.quota;

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

/** {@code quota init}: writes a quota to start from. */
public final class QuotaInitCommand extends BaseCommand {
    private static final String EXAMPLE = """
            name        = "default-quota"
            description = "What the default namespace may hold"

            # One limit for each region. What is left out or 0 is not limited; less than 0 allows nothing.
            limit {
              region = "global"

              region_limit {
                cpu        = 2500 # MHz
                memory     = 1000 # MiB
                memory_max = 1000 # MiB

                device "nvidia/gpu" {
                  count = 1
                }
              }
            }
            """;

    private final Flag<Boolean> json = flags.toggle("json", "write JSON");

    public QuotaInitCommand() {
        super("Write an example quota", "[path]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [path]");
        }
        String name = !arguments.isEmpty() ? arguments.getFirst() : json.get() ? "spec.json" : "spec.hcl";
        Path path = context.io().directory().resolve(name);
        if (Files.exists(path)) {
            throw new Failure("Quota specification \"" + name + "\" already exists");
        }
        Files.writeString(path, json.get() ? asJson() : EXAMPLE);
        context.print("Example quota specification written to " + name);
        return 0;
    }

    private static String asJson() {
        return JsonTree.parse(Json.write(SpecFiles.quota(new SourceFile("example", EXAMPLE))
                                .value()
                                .orElseThrow()))
                        .pretty()
                + "\n";
    }
}
