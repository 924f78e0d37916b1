package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.Node;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what happens on a node while it drains, until the drain is over. */
final class DrainMonitor {
    /** The end of a drain changes the node and not its allocations, so the wait for these is short. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int CANCELED = 1;

    /** What was told of an allocation. */
    private record Told(boolean marked, DesiredStatus desired, ClientStatus client) {}

    private final Context context;
    private final String id;
    private final Map<String, Told> told = new HashMap<>();
    private boolean first = true;

    DrainMonitor(Context context, String id) {
        this.context = context;
        this.id = id;
    }

    /**
     * Watches to the end.
     *
     * @return the exit code: 0 when the node is empty, 1 when somebody has canceled its drain
     */
    int watch() {
        tell("Monitoring node \"" + id + "\": Ctrl-C to detach monitoring");
        Node node = node();
        if (node.drainStrategy() == null) {
            tell("No drain strategy set for node " + id);
            return 0;
        }
        boolean ignoreSystem = false;
        Query query = Query.NONE;
        while (true) {
            DrainStrategy strategy = node.drainStrategy();
            ignoreSystem = strategy == null ? ignoreSystem : strategy.ignoreSystemJobs();
            Query now = query;
            Answer<List<Allocation>> answer = context.ask(
                    "Error querying node allocations",
                    () -> context.client().nodes().allocations(id, now));
            answer.value().forEach(this::follow);
            first = false;
            if (strategy == null) {
                return finish(node, answer.value(), ignoreSystem);
            }
            query = Query.NONE.index(answer.index()).waitAtMost(LONGEST_WAIT);
            node = node();
        }
    }

    private Node node() {
        return context.ask(
                "Error querying node info",
                () -> context.client().nodes().info(id, Query.NONE).value());
    }

    private void follow(Allocation allocation) {
        Told now = new Told(
                allocation.desiredTransition() != null
                        && Boolean.TRUE.equals(allocation.desiredTransition().migrate()),
                allocation.desiredStatus(),
                allocation.clientStatus());
        Told before = told.put(allocation.id(), now);
        if (first || before == null) {
            return;
        }
        String subject = "Alloc \"" + allocation.id() + "\" ";
        if (now.marked() && !before.marked()) {
            tell(subject + "marked for migration");
        }
        if (now.desired() == DesiredStatus.STOP && before.desired() == DesiredStatus.RUN) {
            tell(subject + "draining");
        }
        if (now.client() != before.client()) {
            tell(subject + "status " + before.client().wireName() + " -> "
                    + now.client().wireName());
        }
    }

    private int finish(Node node, List<Allocation> allocations, boolean ignoreSystem) {
        if (node.lastDrain() != null && node.lastDrain().status().equals("canceled")) {
            tell("Drain of node \"" + id + "\" was canceled");
            return CANCELED;
        }
        tell("Drain complete for node " + id);
        boolean stopped = allocations.stream()
                .filter(allocation -> !(ignoreSystem
                        && allocation.job() != null
                        && allocation.job().type().equals("system")))
                .noneMatch(allocation -> allocation.clientStatus() == ClientStatus.RUNNING
                        || allocation.clientStatus() == ClientStatus.PENDING);
        if (stopped) {
            tell("All allocations on node \"" + id + "\" have stopped");
        }
        return 0;
    }

    private void tell(String text) {
        context.print(context.times().at(context.times().now()) + ": " + text);
    }
}
