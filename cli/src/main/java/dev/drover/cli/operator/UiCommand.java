package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.wire.Json;
import dev.drover.sdk.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ui}: opens the web UI, at the page of what an id stands for. */
public final class UiCommand extends BaseCommand {
    /** The folder of pages of a kind, by its name in search answers. */
    private static final Map<String, String> PAGES = pages();

    private final Flag<Boolean> authenticate =
            flags.toggle("authenticate", "log the browser in with the token that this command uses");
    private final Flag<Boolean> showUrl = flags.toggle("show-url", "print the address and open nothing");

    public UiCommand() {
        super("Open the web UI", "[identifier]");
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("jobs", "jobs/");
        pages.put("allocs", "allocations/");
        pages.put("nodes", "clients/");
        pages.put("evals", "evaluations?currentEval=");
        pages.put("volumes", "storage/volumes/csi/");
        pages.put("plugins", "storage/plugins/");
        return pages;
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [identifier]");
        }
        String page = arguments.isEmpty() ? "" : page(Found.one(context, arguments.getFirst(), PAGES.keySet()));
        if (authenticate.get()) {
            page += (page.contains("?") ? "&" : "?") + "ott=" + oneTimeToken(context);
        }
        if (showUrl.get()) {
            context.print("URL for web UI: " + context.page(page));
        } else {
            context.openPage(true, page);
        }
        return 0;
    }

    private static String page(Found found) {
        return PAGES.getOrDefault(found.kind(), "") + URLEncoder.encode(found.id(), StandardCharsets.UTF_8);
    }

    private static String oneTimeToken(Context context) {
        Map<String, Object> answer = context.ask(
                "Could not get a one-time token",
                () -> Json.readObject(context.client()
                        .call("POST", "/v1/acl/token/onetime", Query.NONE, Map.of(), new byte[0])
                        .value()));
        if (answer.get("OneTimeToken") instanceof Map<?, ?> token
                && token.get("OneTimeSecretID") instanceof String secret) {
            return secret;
        }
        throw new Failure("Could not get a one-time token: the agent answered without one");
    }
}
