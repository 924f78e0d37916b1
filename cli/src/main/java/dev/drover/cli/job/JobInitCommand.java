package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.wire.JsonTree;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.Query;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code job init}: writes a job file to start from. */
public final class JobInitCommand extends BaseCommand {
    private static final String DEFAULT_NAME = "example.nomad.hcl";

    /** Where templates of the cluster are kept among its variables. */
    private static final String TEMPLATES = "nomad/job-templates/";

    private final Flag<Boolean> brief = flags.toggle("short", "without comments");
    private final Flag<Boolean> connect = flags.toggle("connect", "two services that talk through Consul Connect");
    private final Flag<String> template = flags.text("template", "name", "a template of the cluster instead");
    private final Flag<Boolean> listTemplates = flags.toggle("list-templates", "list the templates of the cluster");

    public JobInitCommand() {
        super("Write an example job file", "[path]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [path]");
        }
        if (listTemplates.get()) {
            printTemplates(context);
            return 0;
        }
        String name = arguments.isEmpty() ? DEFAULT_NAME : arguments.getFirst();
        Path path = context.io().directory().resolve(name);
        if (Files.exists(path)) {
            throw new Failure("Job '" + name + "' already exists");
        }
        Files.write(path, template.given() ? clusterTemplate(context) : example());
        context.print("Example job file written to " + name);
        return 0;
    }

    private byte[] example() throws IOException {
        String resource = (connect.get() ? "connect" : "example") + (brief.get() ? "-short" : "") + ".nomad.hcl";
        try (InputStream in = JobInitCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return in.readAllBytes();
        }
    }

    private byte[] clusterTemplate(Context context) {
        JsonTree variable = get(context, "/v1/var/" + TEMPLATES + template.get(), Query.NONE);
        if (variable instanceof JsonTree.Fields fields
                && fields.values().get("Items") instanceof JsonTree.Fields items
                && items.values().get("template") instanceof JsonTree.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        throw new Failure("The variable \"" + TEMPLATES + template.get() + "\" has no item \"template\"");
    }

    private static void printTemplates(Context context) {
        JsonTree variables = get(context, "/v1/vars", Query.NONE.prefix(TEMPLATES));
        if (variables instanceof JsonTree.Items items && !items.values().isEmpty()) {
            context.print("Use " + context.io().program() + " job init -template=<name> with any of these:");
            for (JsonTree item : items.values()) {
                if (item instanceof JsonTree.Fields fields
                        && fields.values().get("Path") instanceof JsonTree.Text path) {
                    context.print("  " + path.value().substring(TEMPLATES.length()));
                }
            }
        } else {
            context.print("No templates found; a template is a variable under " + TEMPLATES);
        }
    }

    private static JsonTree get(Context context, String path, Query query) {
        byte[] json = context.ask("Error reading job templates", () -> {
            try {
                return context.client().call("GET", path, query, Map.of(), null).value();
            } catch (ApiException missing) {
                if (missing.isNotFound()) {
                    throw new Failure("There is no job template there: " + missing.reason());
                }
                throw missing;
            }
        });
        return JsonTree.parse(new String(json, StandardCharsets.UTF_8));
    }
}
