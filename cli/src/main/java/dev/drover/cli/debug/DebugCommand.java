package dev.drover.cli.debug;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.AgentMember;
import dev.drover.model.node.NodeListStub;
import dev.drover.model.text.Durations;
import dev.drover.sdk.EventTopics;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code operator debug}: an archive of the state, logs and profiles of a cluster. */
public final class DebugCommand extends BaseCommand {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Flag<Duration> duration =
            flags.duration("duration", Duration.ofMinutes(5), "how long to follow logs and the state");
    private final Flag<Duration> interval =
            flags.duration("interval", Duration.ofSeconds(30), "between two pictures of the state");
    private final Flag<String> logLevel =
            flags.text("log-level", "level", "TRACE", "the least that is followed of what agents log");
    private final Flag<Boolean> logLocation = flags.toggle("log-include-location", true, "also where in the program");
    private final Flag<Boolean> logFile =
            flags.toggle("log-file-export", "also what the agents have in their log files");
    private final Flag<Duration> lookback =
            flags.duration("log-lookback", Duration.ZERO, "also what the journal of their machines has of this long");
    private final Flag<Long> maxNodes = flags.number("max-nodes", "count", 10, "the most nodes; 0 for any number");
    private final Flag<String> nodeClass = flags.text("node-class", "class", "only nodes of this class");
    private final Flag<String> nodeIds =
            flags.text("node-id", "ids", "all", "nodes, by the beginnings of their ids, with commas between, or all");
    private final Flag<String> serverIds =
            flags.text("server-id", "names", "all", "servers by their names, with commas between; leader; or all");
    private final Flag<String> topics =
            flags.text("event-topic", "topics", "none", "events to follow, such as Job:example,Node; all; none");
    private final Flag<Long> eventIndex = flags.number("event-index", "index", 0, "the first event to follow");
    private final Flag<Duration> pprofDuration =
            flags.duration("pprof-duration", Duration.ofSeconds(1), "how long a profile watches");
    private final Flag<Duration> pprofInterval =
            flags.duration("pprof-interval", Duration.ofSeconds(30), "between two profiles");
    private final Flag<String> output =
            flags.text("output", "folder", "put a folder of files there instead of an archive here");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "say what could not be captured");

    public DebugCommand() {
        super("Collect state, logs and profiles of a cluster in an archive", "");
        // Every server knows the members by itself.
        flags.ignored("stale");
        for (String name : List.of(
                "consul-http-addr",
                "consul-auth",
                "consul-token",
                "consul-token-file",
                "consul-client-cert",
                "consul-client-key",
                "consul-ca-cert",
                "consul-ca-path",
                "vault-address",
                "vault-token",
                "vault-ca-cert",
                "vault-ca-path",
                "vault-client-cert",
                "vault-client-key")) {
            // Nothing here asks these services.
            flags.ignoredText(name, "value");
        }
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException, IOException {
        none(arguments);
        if (logFile.get() && lookback.given()) {
            throw new UsageException("-log-file-export and -log-lookback cannot be used together");
        }
        if (interval.get().compareTo(duration.get()) > 0) {
            throw new UsageException("Error parsing interval: " + Durations.format(interval.get())
                    + " is greater than duration " + Durations.format(duration.get()));
        }
        DebugSettings settings = settings(context);
        String name = "nomad-debug-" + STAMP.format(context.io().clock().instant());
        Path parent = context.io().directory().resolve(output.get());
        DebugBundle bundle = new DebugBundle(parent.resolve(name));
        context.print("Capturing cluster data...");
        try {
            new DebugCapture(context, settings, bundle).run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        }
        bundle.finish();
        if (verbose.get()) {
            bundle.problems().forEach(problem -> context.complain("Not captured: " + problem));
        }
        if (output.given()) {
            context.print("Created debug directory: " + parent.resolve(name));
        } else {
            bundle.pack(parent.resolve(name + ".tar.gz"));
            context.print("Created debug archive: " + name + ".tar.gz");
        }
        if (!bundle.problems().isEmpty() && !verbose.get()) {
            context.complain(bundle.problems().size()
                    + " files could not be captured; index.json in it says why, and so does -verbose");
        }
        return 0;
    }

    private DebugSettings settings(Context context) throws UsageException {
        List<String> members = context.ask(
                "Error querying members",
                () -> context.client().agent().members().members().stream()
                        .map(AgentMember::name)
                        .toList());
        List<String> servers = servers(members);
        List<NodeListStub> candidates = context.ask(
                "Error querying node info",
                () -> context.client().nodes().list(Query.NONE).value());
        List<String> nodes = nodes(candidates);
        context.print("Starting debugger...\n");
        context.print("          Servers: (" + servers.size() + "/" + members.size() + ") " + bracketed(servers));
        context.print("          Clients: (" + nodes.size() + "/" + candidates.size() + ") " + bracketed(nodes));
        if (maxNodes.get() > 0 && nodes.size() == maxNodes.get() && candidates.size() > nodes.size()) {
            context.print("                   Max node count reached (" + maxNodes.get() + ")");
        }
        context.print("         Interval: " + Durations.format(interval.get()));
        context.print("         Duration: " + Durations.format(duration.get()) + "\n");
        Duration profile = shorter(pprofDuration.get(), duration.get());
        return new DebugSettings(
                servers,
                nodes,
                duration.get(),
                interval.get(),
                profile,
                pprofInterval.get().compareTo(profile) < 0 ? profile : pprofInterval.get(),
                logLevel.get(),
                logLocation.get(),
                logFile.get()
                        ? Optional.of("on_disk")
                        : Optional.of(lookback).filter(Flag::given).map(given -> Durations.format(given.get())),
                eventTopics(),
                eventIndex.get());
    }

    private static String bracketed(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.equals("none"))
                .toList();
    }

    private List<String> servers(List<String> members) throws UsageException {
        List<String> chosen = new ArrayList<>();
        for (String word : words(serverIds.get())) {
            List<String> found = switch (word) {
                case "all" -> members;
                case "leader" -> List.of("leader");
                default ->
                    members.stream().filter(name -> name.startsWith(word)).toList();
            };
            if (found.isEmpty()) {
                throw new UsageException("No server is called " + word + "; there are " + String.join(", ", members));
            }
            chosen.addAll(found);
        }
        return chosen.stream().distinct().toList();
    }

    private List<String> nodes(List<NodeListStub> candidates) {
        List<String> chosen = new ArrayList<>();
        for (String word : words(nodeIds.get())) {
            List<String> found = candidates.stream()
                    .filter(node ->
                            nodeClass.get().isEmpty() || node.nodeClass().equals(nodeClass.get()))
                    .map(NodeListStub::id)
                    .filter(id -> word.equals("all") || id.startsWith(word))
                    .toList();
            if (found.isEmpty() && !word.equals("all")) {
                throw new Failure("No node(s) with prefix or id \"" + word + "\" found");
            }
            chosen.addAll(found);
        }
        Stream<String> distinct = chosen.stream().distinct();
        return (maxNodes.get() > 0 ? distinct.limit(maxNodes.get()) : distinct).toList();
    }

    private Optional<EventTopics> eventTopics() {
        List<String> wanted = words(topics.get());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        EventTopics chosen = EventTopics.ALL;
        for (String topic : wanted) {
            if (topic.equals("all") || topic.startsWith("*")) {
                return Optional.of(EventTopics.ALL);
            }
            int colon = topic.indexOf(':');
            String name = capital(colon < 0 ? topic : topic.substring(0, colon));
            chosen = colon < 0 ? chosen.and(name) : chosen.and(name, topic.substring(colon + 1));
        }
        return Optional.of(chosen);
    }

    private static String capital(String topic) {
        return topic.isEmpty() ? topic : topic.substring(0, 1).toUpperCase(Locale.ROOT) + topic.substring(1);
    }
}
