package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code operator api}: one HTTP call, with the address and token that every command uses. */
public final class OperatorApiCommand extends BaseCommand {
    private final Flag<Boolean> dryRun = flags.toggle("dryrun", "print the curl command and do nothing");
    private final Flag<String> filter = flags.text("filter", "expression", "only what matches");
    private final Flag<Boolean> verbose =
            flags.toggle("verbose", "also print the request and what came with the answer");
    private final Flag<String> method = flags.text("X", "method", "HTTP method; default GET, or POST with a body");
    private final Flag<List<String>> headers = flags.list("H", "header", "HTTP header, name: value; may be repeated");

    public OperatorApiCommand() {
        super("Call the HTTP API", "<path> [body|@file|-]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("This command takes one or two arguments: <path> [body|@file|-]");
        }
        byte[] body = arguments.size() == 2 ? RequestBody.of(context.io(), arguments.get(1)) : new byte[0];
        String verb = method.given() ? method.get().toUpperCase(Locale.ROOT) : body.length > 0 ? "POST" : "GET";
        String target = path(arguments.getFirst());
        String address = context.client().config().address();
        if (dryRun.get() || verbose.get()) {
            context.complain(curl(verb, address + target, body.length > 0));
        }
        if (dryRun.get()) {
            return 0;
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Query query = query(question < 0 ? "" : target.substring(question + 1));
        Map<String, String> named = namedHeaders();
        Answer<byte[]> answer = context.ask(
                "Error making request",
                () -> context.client().call(verb, path, query, named, body.length > 0 ? body : null));
        if (verbose.get()) {
            context.complain("Index: " + answer.index() + ", known leader: " + answer.knownLeader());
        }
        context.io().out().writeBytes(answer.value());
        return 0;
    }

    private static String path(String typed) {
        String path = typed.replaceFirst("^https?://[^/]+", "");
        path = path.startsWith("/") ? path : "/" + path;
        return path.startsWith("/v1/") ? path : "/v1" + path;
    }

    private Query query(String text) {
        Query query = Query.NONE;
        for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            query = query.with(name, value);
        }
        return query.withGiven("filter", filter.get());
    }

    private Map<String, String> namedHeaders() throws UsageException {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers.get()) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                throw new UsageException("Error parsing header \"" + header + "\": expected name: value");
            }
            named.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return named;
    }

    private String curl(String verb, String url, boolean body) {
        StringBuilder command = new StringBuilder("curl \\\n  -X ").append(verb).append(" \\\n");
        headers.get().forEach(header -> command.append("  -H '").append(header).append("' \\\n"));
        if (body) {
            command.append("  --data-binary @- \\\n");
        }
        return command.append("  '").append(url).append('\'').toString();
    }
}
