package dev.drover.sdk;

import dev.drover.model.api.AllocFileInfo;
import java.io.InputStream;
import java.util.List;

/** Files and logs of an allocation. Paths start at the allocation's folder. */
public final class AllocationFiles {
    private final Transport transport;

    AllocationFiles(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<AllocFileInfo>> list(String allocationId, String path) {
        return transport.list(at("ls", allocationId), Query.NONE.with("path", path), AllocFileInfo.class);
    }

    public Answer<AllocFileInfo> stat(String allocationId, String path) {
        return transport.get(at("stat", allocationId), Query.NONE.with("path", path), AllocFileInfo.class);
    }

    /** The whole file; the caller closes the stream. */
    public InputStream cat(String allocationId, String path) {
        return transport.stream(at("cat", allocationId), Query.NONE.with("path", path));
    }

    /** A part of a file. */
    public InputStream readAt(String allocationId, String path, long offset, long bytes) {
        return transport.stream(
                at("readat", allocationId),
                Query.NONE
                        .with("path", path)
                        .with("offset", Long.toString(offset))
                        .with("limit", Long.toString(bytes)));
    }

    /** A file as it grows, until the caller closes the frames. */
    public Frames follow(String allocationId, String path, LogPosition position) {
        return new Frames(transport.stream(
                at("stream", allocationId),
                position.on(Query.NONE.with("path", path).with("follow", "true"))));
    }

    /** What a task has written so far; the caller closes the stream. */
    public InputStream log(String allocationId, String task, LogKind kind, LogPosition position) {
        return transport.stream(
                at("logs", allocationId),
                position.on(log(task, kind)).with("plain", "true").with("follow", "false"));
    }

    /** What a task has written and goes on to write, until it ends or the caller closes the frames. */
    public Frames followLog(String allocationId, String task, LogKind kind, LogPosition position) {
        return new Frames(transport.stream(
                at("logs", allocationId), position.on(log(task, kind)).with("follow", "true")));
    }

    private static Query log(String task, LogKind kind) {
        return Query.NONE.with("task", task).with("type", kind.wireName());
    }

    private static String at(String operation, String allocationId) {
        return "/v1/client/fs/" + operation + "/" + Transport.segment(allocationId);
    }
}
