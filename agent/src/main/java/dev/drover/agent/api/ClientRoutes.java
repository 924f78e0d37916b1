package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.ClientAllocations;
import dev.drover.client.UnknownAllocationException;
import dev.drover.client.files.FileAccessException;
import dev.drover.driver.DriverException;
import dev.drover.model.api.AllocSignalRequest;
import dev.drover.model.api.AllocationRestartRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What only the node of an allocation knows: statistics, and tasks to restart or signal. */
final class ClientRoutes {
    private final Parts parts;

    ClientRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return Stream.of(
                        Route.get(
                                "/v1/client/stats",
                                request -> Answer.of(parts.client().hostStats())),
                        Route.of(Set.of("GET", "PUT", "POST"), "/v1/client/gc", this::collectAll),
                        Route.get("/v1/client/allocation/:alloc_id/stats", this::usage),
                        Route.get("/v1/client/allocation/:alloc_id/checks", this::checks),
                        Route.get("/v1/allocation/:alloc_id/checks", this::checks),
                        Route.write("/v1/client/allocation/:alloc_id/restart", this::restart),
                        Route.write("/v1/client/allocation/:alloc_id/signal", this::signal),
                        Route.of(Set.of("GET", "PUT", "POST"), "/v1/client/allocation/:alloc_id/gc", this::collect))
                .map(route -> route.in(Scope.NODE))
                .toList();
    }

    private ClientAllocations allocations() {
        return parts.client().allocations();
    }

    /** A call to the client, its checked failures turned into answers. */
    @FunctionalInterface
    interface Call<T> {
        T run()
                throws UnknownAllocationException, FileAccessException, DriverException, IOException,
                        InterruptedException;
    }

    static <T> T answer(Call<T> call) throws InterruptedException {
        try {
            return call.run();
        } catch (UnknownAllocationException fault) {
            throw new HttpException(404, fault.getMessage());
        } catch (FileAccessException fault) {
            throw new HttpException(
                    switch (fault.reason()) {
                        case NOT_FOUND -> 404;
                        case REFUSED -> 403;
                        case INVALID -> 400;
                    },
                    fault.getMessage());
        } catch (DriverException | IOException fault) {
            throw new HttpException(500, fault.getMessage());
        }
    }

    static String allocationId(ApiRequest request) {
        return Reads.uuid(request.parameter("alloc_id"), "alloc lookup failed: ");
    }

    private Answer collectAll(ApiRequest request) {
        allocations().collectAll();
        return Answer.done();
    }

    private Answer usage(ApiRequest request) throws InterruptedException {
        return answer(() -> Answer.of(allocations().usage(allocationId(request), request.query("task"))));
    }

    private Answer checks(ApiRequest request) throws InterruptedException {
        String id = allocationId(request);
        return answer(() -> Answer.of(allocations().checks(id)));
    }

    private Answer restart(ApiRequest request) throws InterruptedException {
        AllocationRestartRequest body = request.body(AllocationRestartRequest.class);
        return answer(() -> {
            allocations().restart(allocationId(request), named(body.taskName()));
            return Answer.of(Map.of("Index", 0));
        });
    }

    private Answer signal(ApiRequest request) throws InterruptedException {
        AllocSignalRequest body = request.body(AllocSignalRequest.class);
        return answer(() -> {
            allocations().signal(allocationId(request), named(body.task()), body.signal());
            return Answer.of(Map.of("Index", 0));
        });
    }

    private static Optional<String> named(String task) {
        return task.isEmpty() ? Optional.empty() : Optional.of(task);
    }

    private Answer collect(ApiRequest request) throws InterruptedException {
        return answer(() -> {
            if (!allocations().collect(allocationId(request))) {
                throw new HttpException(500, "failed to collect allocation: it still runs; stop it first");
            }
            return Answer.done();
        });
    }
}
