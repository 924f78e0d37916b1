package dev.drover.sdk;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.api.AllocGetPauseResponse;
import dev.drover.model.api.AllocPauseRequest;
import dev.drover.model.api.AllocResourceUsage;
import dev.drover.model.api.AllocSignalRequest;
import dev.drover.model.api.AllocStopResponse;
import dev.drover.model.api.AllocationRestartRequest;
import dev.drover.model.wire.Json;
import java.util.List;
import java.util.Map;

/** The calls about allocations and the tasks in them. Ids are whole; {@link #list} finds them by prefix. */
public final class Allocations {
    private final Transport transport;

    Allocations(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<AllocationListStub>> list(Query query) {
        return transport.list("/v1/allocations", query, AllocationListStub.class);
    }

    public Answer<Allocation> info(String id, Query query) {
        return transport.get("/v1/allocation/" + Transport.segment(id), query, Allocation.class);
    }

    /** Stops it; the scheduler replaces it where the job asks for that. */
    public Answer<AllocStopResponse> stop(String id, Query query) {
        return transport.put(
                "/v1/allocation/" + Transport.segment(id) + "/stop", query, Map.of(), AllocStopResponse.class);
    }

    public void restart(AllocationRestartRequest request, Query query) {
        transport.put("/v1/client/allocation/" + Transport.segment(request.allocId()) + "/restart", query, request);
    }

    /** Sends a signal to one task, or to all when the request names none. */
    public void signal(AllocSignalRequest request, Query query) {
        transport.put("/v1/client/allocation/" + Transport.segment(request.allocId()) + "/signal", query, request);
    }

    /**
     * Starts a command inside a task. What keeps it from starting is told by {@link ExecSession#await}.
     *
     * @throws ApiException when the agent refuses the connection
     * @throws UnreachableException when there is no answer
     */
    public ExecSession exec(String id, ExecRequest request, Query query) {
        return transport.converse(
                "/v1/client/allocation/" + Transport.segment(id) + "/exec",
                query.with("task", request.task())
                        .with("command", Json.write(request.command()))
                        .with("tty", Boolean.toString(request.terminal())));
    }

    public Answer<AllocResourceUsage> stats(String id, Query query) {
        return transport.get(
                "/v1/client/allocation/" + Transport.segment(id) + "/stats", query, AllocResourceUsage.class);
    }

    /** The newest results of service checks by check id, in the free form of the wire. */
    public Answer<Map<String, Object>> checks(String id, Query query) {
        return transport.read("/v1/client/allocation/" + Transport.segment(id) + "/checks", query, Json::readObject);
    }

    /** Whether a task runs by its schedule or was told otherwise. */
    public Answer<AllocGetPauseResponse> pauseState(String id, String task, Query query) {
        return transport.get(pausePath(id), query.with("task", task), AllocGetPauseResponse.class);
    }

    /** Has a task run, pause, or follow its schedule again. */
    public void pause(AllocPauseRequest request, Query query) {
        transport.put(pausePath(request.allocId()), query, request);
    }

    private static String pausePath(String id) {
        return "/v1/client/allocation/" + Transport.segment(id) + "/pause";
    }

    /** Has the node of an allocation that ended forget it with its files. */
    public void collectGarbage(String id, Query query) {
        transport.send("GET", "/v1/client/allocation/" + Transport.segment(id) + "/gc", query, Map.of(), null);
    }
}
