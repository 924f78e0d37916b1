package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.node.DrainSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code node drain}. */
public final class NodeDrainCommand extends BaseCommand {
    private static final Duration USUAL_DEADLINE = Duration.ofHours(1);

    /** Tells servers that everything has to leave at once. */
    private static final Duration AT_ONCE = Duration.ofNanos(-1);

    private final Flag<Boolean> enable = flags.toggle("enable", "begin to empty the node");
    private final Flag<Boolean> disable = flags.toggle("disable", "end the drain and let the node take work again");
    private final Flag<Duration> deadline =
            flags.duration("deadline", USUAL_DEADLINE, "time after which everything has to leave at once, usually 1h");
    private final Flag<Boolean> force = flags.toggle("force", "everything has to leave at once");
    private final Flag<Boolean> noDeadline = flags.toggle("no-deadline", "let batch work take all the time it needs");
    private final Flag<Boolean> ignoreSystem = flags.toggle("ignore-system", "let system jobs run on");
    private final Flag<Boolean> keepIneligible =
            flags.toggle("keep-ineligible", "with -disable: let the node take no work yet");
    private final Flag<Boolean> self = flags.toggle("self", "the node of the agent that is asked");
    private final Flag<Boolean> yes = flags.toggle("yes", "do not ask whether the right node was found");
    private final Flag<Boolean> detach = flags.toggle("detach", "do not wait until the node is empty");
    private final Flag<Boolean> monitor = flags.toggle("monitor", "only watch a drain that is under way");
    private final Flag<String> message = flags.text("m", "message", "a note about the drain");
    private final Flag<List<String>> meta = flags.list("meta", "key=value", "a note with a name; can be repeated");

    public NodeDrainCommand() {
        super("Start, stop or watch the drain of a node", "<node>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException, IOException {
        check();
        Map<String, String> notes = notes();
        String id = self.get() ? NodeLookup.own(context) : named(context, single(arguments, "node"));
        if (id.isEmpty()) {
            context.print("Cancelled drain change");
            return 0;
        }
        if (disable.get()) {
            context.ask(
                    "Error updating drain specification",
                    () -> context.client().nodes().cancelDrain(id, !keepIneligible.get(), notes));
            context.print("Node \"" + id + "\" drain strategy unset");
            return 0;
        }
        if (enable.get()) {
            DrainSpec spec = new DrainSpec(
                    force.get() ? AT_ONCE : noDeadline.get() ? Duration.ZERO : deadline.get(), ignoreSystem.get());
            context.ask(
                    "Error updating drain specification",
                    () -> context.client().nodes().drain(id, spec, notes));
            context.print("Node \"" + id + "\" drain strategy set");
            if (detach.get()) {
                return 0;
            }
        }
        return new DrainMonitor(context, id).watch();
    }

    private void check() throws UsageException {
        long chosen = List.of(enable.get(), disable.get(), monitor.get()).stream()
                .filter(flag -> flag)
                .count();
        if (chosen != 1) {
            throw new UsageException("Exactly one of the '-enable', '-disable' and '-monitor' flags must be set");
        }
        if (!enable.get() && (force.get() || noDeadline.get() || ignoreSystem.get() || deadline.given())) {
            throw new UsageException(
                    "-force, -no-deadline, -ignore-system and -deadline can only be used with -enable");
        }
        if (!disable.get() && keepIneligible.get()) {
            throw new UsageException("-keep-ineligible can only be used with -disable");
        }
        long deadlines = List.of(deadline.given(), force.get(), noDeadline.get()).stream()
                .filter(flag -> flag)
                .count();
        if (deadlines > 1) {
            throw new UsageException("Only one of -deadline, -force and -no-deadline can be used");
        }
        if (!deadline.get().isPositive()) {
            throw new UsageException("A positive drain duration must be given; see -force and -no-deadline");
        }
    }

    private Map<String, String> notes() throws UsageException {
        Map<String, String> notes = new LinkedHashMap<>();
        if (message.given()) {
            notes.put("message", message.get());
        }
        for (String note : meta.get()) {
            int equals = note.indexOf('=');
            if (equals < 1) {
                throw new UsageException("invalid value \"" + note + "\" for flag -meta: expected key=value");
            }
            notes.put(note.substring(0, equals), note.substring(equals + 1));
        }
        return notes;
    }

    /** The id of the node, or nothing when the user did not mean this one. */
    private String named(Context context, String typed) throws IOException {
        String id = NodeLookup.one(context, typed).id();
        boolean sure = id.equals(typed) || yes.get() || monitor.get();
        String verb = enable.get() ? "enable" : "disable";
        return sure
                        || Confirmation.ask(
                                context, "Are you sure you want to " + verb + " drain mode for node \"" + id + "\"?")
                ? id
                : "";
    }
}
