package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.source.Answer;
import dev.drover.template.source.Query;
import dev.drover.template.source.Sources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The functions that ask the cluster. One rendering notes what it asked and what was not there yet. */
final class SourceFunctions {
    /** Functions that wait for what they ask for. */
    private static final List<String> WAITING = List.of(
            "nomadVar",
            "nomadService",
            "nomadServices",
            "key",
            "service",
            "connect",
            "services",
            "node",
            "nodes",
            "datacenters",
            "partitions",
            "peerings",
            "caRoots",
            "caLeaf",
            "ls",
            "safeLs",
            "tree",
            "safeTree",
            "secret",
            "secrets",
            "pkiCert",
            "nomadVarListSafe");

    /** Functions that go on when there is nothing. */
    private static final List<String> CONTENT = List.of("nomadVarList", "nomadVarExists", "keyExists", "keyExistsGet");

    private final Sources sources;
    private final Set<Query> asked = new LinkedHashSet<>();
    private final Set<String> missing = new TreeSet<>();

    SourceFunctions(Sources sources) {
        this.sources = sources;
    }

    Set<Query> asked() {
        return asked;
    }

    /** What was not there yet, in the order of the names. */
    Set<String> missing() {
        return missing;
    }

    Functions functions() {
        Functions.Builder builder = Functions.builder();
        WAITING.forEach(name -> builder.add(name, 0, Functions.ANY, call -> ask(name, call, true)));
        CONTENT.forEach(name -> builder.add(name, 0, Functions.ANY, call -> ask(name, call, false)));
        builder.add("keyOrDefault", 2, call -> {
            Object found = ask("keyOrDefault", call, false);
            return found == null || found.equals("") ? call.text(1) : found;
        });
        return builder.build();
    }

    private @Nullable Object ask(String function, Call call, boolean waits) {
        Query query = new Query(function, call.arguments());
        asked.add(query);
        return switch (sources.ask(query)) {
            case Answer.Found found -> {
                if (found.value() == null && waits) {
                    missing.add(query.toString());
                }
                yield found.value();
            }
            case Answer.NotYet notYet -> {
                missing.add(query.toString());
                yield null;
            }
            case Answer.Refused refused -> throw new FunctionException(refused.reason());
        };
    }
}
