package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.ClientAllocations;
import dev.drover.client.UnknownAllocationException;
import dev.drover.client.files.FileAccessException;
import dev.drover.client.files.FileChunk;
import dev.drover.model.api.StreamFrame;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Files and logs of allocations, whole, in part, or followed. */
final class FileRoutes {
    private final Parts parts;

    FileRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return Stream.of(
                        Route.get("/v1/client/fs/ls/:alloc_id", this::list),
                        Route.get("/v1/client/fs/stat/:alloc_id", this::stat),
                        Route.get("/v1/client/fs/cat/:alloc_id", this::cat),
                        Route.get("/v1/client/fs/readat/:alloc_id", this::readAt),
                        Route.get("/v1/client/fs/stream/:alloc_id", this::stream),
                        Route.get("/v1/client/fs/logs/:alloc_id", this::logs),
                        Route.get("/v1/client/allocation/:alloc_id/snapshot", this::snapshot))
                .map(route -> route.in(Scope.NODE))
                .toList();
    }

    private ClientAllocations allocations() {
        return parts.client().allocations();
    }

    private Answer list(ApiRequest request) throws InterruptedException {
        return ClientRoutes.answer(() -> Answer.of(allocations()
                .files(ClientRoutes.allocationId(request))
                .list(request.query("path").orElse("/"))));
    }

    private static String path(ApiRequest request) {
        return request.query("path").orElseThrow(() -> new HttpException(400, "must provide a file name"));
    }

    private Answer stat(ApiRequest request) throws InterruptedException {
        String path = path(request);
        return ClientRoutes.answer(() -> Answer.of(
                allocations().files(ClientRoutes.allocationId(request)).stat(path)));
    }

    private Answer cat(ApiRequest request) throws InterruptedException {
        return bytes(request, 0, Long.MAX_VALUE);
    }

    private Answer readAt(ApiRequest request) throws InterruptedException {
        long limit = request.number("limit", Long.MAX_VALUE);
        return bytes(request, request.number("offset", 0), limit <= 0 ? Long.MAX_VALUE : limit);
    }

    private Answer bytes(ApiRequest request, long offset, long limit) throws InterruptedException {
        if (request.query("path").isEmpty()) {
            // Clients know this fault by its text; its status is that of a stream that has begun.
            return Answer.text("must provide a file name");
        }
        String path = path(request);
        InputStream in = ClientRoutes.answer(
                () -> allocations().files(ClientRoutes.allocationId(request)).open(path, offset));
        return new Answer.Stream("text/plain; charset=utf-8", out -> {
            try (in) {
                copy(in, out, limit);
            }
        });
    }

    private static void copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = limit;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static ClientAllocations.Start start(ApiRequest request) {
        String origin = request.query("origin").orElse("start");
        if (!origin.equals("start") && !origin.equals("end")) {
            throw new HttpException(400, "origin must be start or end");
        }
        return new ClientAllocations.Start(request.number("offset", 0), origin.equals("end"));
    }

    private Answer stream(ApiRequest request) throws InterruptedException {
        String id = ClientRoutes.allocationId(request);
        String path = path(request);
        boolean follow = !request.query().containsKey("follow") || request.flag("follow");
        ClientAllocations.Start start = start(request);
        // Found out before the answer begins, since its status cannot be taken back.
        ClientRoutes.answer(() -> allocations().files(id).stat(path));
        return streaming(request.flag("plain"), sink -> allocations().stream(id, path, start, follow, sink));
    }

    /** The data of an allocation as a tar archive; {@code ended} has it wait for the end of the allocation, as nodes do. */
    private Answer snapshot(ApiRequest request) throws InterruptedException {
        String id = request.parameter("alloc_id");
        boolean onceEnded = request.flag("ended");
        return ClientRoutes.answer(() -> {
            try {
                allocations().files(id);
            } catch (UnknownAllocationException unknown) {
                // Unlike its neighbours, as clients know it.
                throw new HttpException(500, "allocation not found");
            }
            return new Answer.Stream("application/octet-stream", out -> {
                // The head goes ahead, so that whoever waits knows that there is something to wait for.
                out.flush();
                try {
                    allocations().snapshot(id, onceEnded, out);
                } catch (UnknownAllocationException gone) {
                    throw new IOException(gone.getMessage(), gone);
                }
            });
        });
    }

    private Answer logs(ApiRequest request) throws InterruptedException {
        String id = ClientRoutes.allocationId(request);
        String task = request.query("task").orElseThrow(() -> new HttpException(400, "must provide task name"));
        String type = request.query("type").orElse("");
        if (!type.equals("stdout") && !type.equals("stderr")) {
            throw new HttpException(400, "must provide log type (stdout/stderr)");
        }
        ClientAllocations.Start start = start(request);
        ClientRoutes.answer(() -> {
            allocations().logs(id, task, type, new ClientAllocations.Start(0, true), false, new Nowhere());
            return true;
        });
        return streaming(
                request.flag("plain"), sink -> allocations().logs(id, task, type, start, request.flag("follow"), sink));
    }

    /** Something that sends pieces of a file until it is done. */
    @FunctionalInterface
    private interface Sender {
        void send(FileChunk.Sink sink)
                throws UnknownAllocationException, FileAccessException, IOException, InterruptedException;
    }

    private static Answer streaming(boolean plain, Sender sender) {
        String contentType = plain ? "text/plain; charset=utf-8" : "application/json";
        return new Answer.Stream(contentType, out -> {
            FileChunk.Sink sink = plain ? new PlainSink(out) : new FrameSink(out);
            try {
                sender.send(sink);
            } catch (UnknownAllocationException | FileAccessException gone) {
                throw new IOException(gone.getMessage(), gone);
            }
        });
    }

    /** Only to find out whether there is such a log. */
    private record Nowhere() implements FileChunk.Sink {
        @Override
        public void chunk(FileChunk chunk) {}

        @Override
        public void idle() {}
    }

    /** The bytes as they are. */
    private record PlainSink(OutputStream out) implements FileChunk.Sink {
        @Override
        public void chunk(FileChunk chunk) throws IOException {
            byte[] bytes = new byte[chunk.data().remaining()];
            chunk.data().get(bytes);
            out.write(bytes);
            out.flush();
        }

        @Override
        public void idle() {}
    }

    /** JSON objects, each a piece with its place in the file; empty ones are signs of life. */
    private record FrameSink(OutputStream out) implements FileChunk.Sink {
        @Override
        public void chunk(FileChunk chunk) throws IOException {
            byte[] bytes = new byte[chunk.data().remaining()];
            chunk.data().get(bytes);
            StreamFrame frame = new StreamFrame(
                    chunk.offset(),
                    bytes.length == 0 ? null : Base64.getEncoder().encodeToString(bytes),
                    chunk.file(),
                    chunk.event());
            out.write(Json.writeBytes(frame));
            out.flush();
        }

        @Override
        public void idle() throws IOException {
            out.write("{}".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
