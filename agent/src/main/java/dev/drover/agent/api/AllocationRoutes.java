package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.AllocStopResponse;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;

/** Allocations as the servers know them. */
final class AllocationRoutes {
    private final Reads reads;
    private final Parts parts;

    AllocationRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/allocations", this::list),
                Route.get("/v1/allocation/:alloc_id", this::info),
                Route.write("/v1/allocation/:alloc_id/stop", this::stop));
    }

    private Answer list(ApiRequest request) {
        boolean resources = request.flag("resources");
        boolean tasks = !request.query().containsKey("task_states") || request.flag("task_states");
        return reads.read(request, new Watch.Whole(Table.ALLOCATIONS), (state, index) -> {
            List<Allocation> allocations = state
                    .allocationsByPrefix(request.query("prefix").orElse(""))
                    .stream()
                    .filter(allocation -> Reads.inNamespace(request).test(allocation.namespace()))
                    .toList();
            return Lists.page(
                    request,
                    allocations,
                    index,
                    Allocation::id,
                    Allocation::id,
                    allocation -> Stubs.allocation(allocation, resources, tasks));
        });
    }

    private Answer info(ApiRequest request) {
        String id = Reads.uuid(request.parameter("alloc_id"), "alloc lookup failed: ");
        return reads.read(
                request,
                new Watch.OneAllocation(id),
                (state, index) -> Answer.of(shown(Reads.found(state.allocation(id), "alloc not found")), index));
    }

    /** With the older forms of its resources, and once its node has taken it up with the state of its network, were that nothing. */
    static Allocation shown(Allocation allocation) {
        Allocation whole = OlderResources.addedTo(allocation);
        return whole.networkStatus() != null || whole.clientStatus() == ClientStatus.PENDING
                ? whole
                : AllocationBuilder.builder(whole)
                        .networkStatus(new AllocNetworkStatus("", "", "", null))
                        .build();
    }

    private Answer stop(ApiRequest request) {
        String id = Reads.uuid(request.parameter("alloc_id"), "alloc lookup failed: ");
        AllocStopResponse stopped =
                parts.server().allocations().stop(id, request.flag("no_shutdown_delay"), request.flag("reschedule"));
        return Answer.of(stopped, stopped.index());
    }
}
