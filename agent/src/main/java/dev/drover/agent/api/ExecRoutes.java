package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.ClientAllocations;
import dev.drover.client.UnknownAllocationException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.FileIsolation;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands that run inside a task while somebody watches. */
final class ExecRoutes {
    private final Parts parts;
    private final boolean allowed;

    /**
     * Routes of one agent.
     *
     * @param allowed whether its node lets commands run inside tasks
     */
    ExecRoutes(Parts parts, boolean allowed) {
        this.parts = parts;
        this.allowed = allowed;
    }

    List<Route> routes() {
        String path = "/v1/client/allocation/:alloc_id/exec";
        return Stream.of(Route.conversation(path, this::exec), Route.get(path, ExecRoutes::withoutWebSocket))
                .map(route -> route.in(Scope.NODE))
                .toList();
    }

    /** The text is what clients know. */
    static Answer withoutWebSocket(ApiRequest request) {
        return new Answer.Text(
                500,
                "text/plain; charset=utf-8",
                "websocket connection not found in context: ask " + request.path()
                        + " with the headers that open a WebSocket");
    }

    /** The first words are those that clients know. */
    static void check(boolean allowed) {
        if (!allowed) {
            throw new HttpException(
                    403, "Permission denied: the node of this allocation has client.disable_remote_exec set");
        }
    }

    private Answer exec(ApiRequest request) throws InterruptedException {
        check(allowed);
        return run(parts, ClientRoutes.allocationId(request), task(request), command(request), request);
    }

    /** Starts a command and converses until its end; what keeps it from starting is an answer of its own. */
    static Answer run(Parts parts, String allocationId, String task, List<String> command, ApiRequest request)
            throws InterruptedException {
        ClientRoutes.answer(() -> requireHost(parts.client().allocations(), allocationId, task, request));
        ExecSession.Request what = new ExecSession.Request(command, request.flag("tty"));
        ExecSession session =
                ClientRoutes.answer(() -> parts.client().allocations().exec(allocationId, task, what));
        return new Answer.Stream("application/octet-stream", out -> {
            try (session) {
                ExecConversation.hold(session, request.content().stream(), out);
            }
        });
    }

    /** A command inside a task that sees the host's files is a command on the host. */
    private static boolean requireHost(
            ClientAllocations allocations, String allocationId, String task, ApiRequest request)
            throws UnknownAllocationException {
        String namespace = allocations.allocation(allocationId).namespace();
        boolean onHost = allocations.fileIsolation(allocationId, task) == FileIsolation.NONE;
        if (onHost && !request.acl().allows(namespace, NamespaceCapability.ALLOC_NODE_EXEC)) {
            throw Gate.denied();
        }
        return onHost;
    }

    static String task(ApiRequest request) {
        return request.query("task").orElseThrow(() -> new HttpException(400, "must provide task name"));
    }

    private static List<String> command(ApiRequest request) {
        String text = request.query("command").orElse("[]");
        try {
            Map<String, Object> tree = Json.readObject(("{\"command\":" + text + "}").getBytes(StandardCharsets.UTF_8));
            if (tree.get("command") instanceof List<?> words
                    && !words.isEmpty()
                    && words.stream().allMatch(String.class::isInstance)) {
                return words.stream().map(String::valueOf).toList();
            }
        } catch (WireException noJson) {
            throw new HttpException(
                    400, "command has to be a JSON list of texts such as [\"ls\",\"-l\"]: " + noJson.getMessage());
        }
        throw new HttpException(400, "command has to be a JSON list of at least one text, such as [\"ls\",\"-l\"]");
    }
}
