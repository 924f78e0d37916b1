package dev.drover.keeper.wire;

import dev.drover.driver.ProcessHost.Launcher;
import dev.drover.driver.ProcessHost.ProcessSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Requests as bytes. */
final class RequestCodec {
    private RequestCodec() {}

    static void write(Request request, DataOutputStream out) throws IOException {
        switch (request) {
            case Request.Hello(int version) -> {
                out.writeByte(0);
                out.writeInt(version);
            }
            case Request.Leave() -> out.writeByte(1);
            case Request.ListAll() -> out.writeByte(2);
            case Request.Start(ProcessSpec spec) -> {
                out.writeByte(3);
                spec(out, spec);
            }
            case Request.Await(String id) -> about(out, 4, id);
            case Request.Signal(String id, String signal) -> {
                about(out, 5, id);
                Fields.text(out, signal);
            }
            case Request.Stop(String id, Duration timeout, String signal) -> {
                about(out, 6, id);
                out.writeLong(timeout.toMillis());
                Fields.text(out, signal);
            }
            case Request.TakeNotices(String id) -> about(out, 7, id);
            case Request.Release(String id) -> about(out, 8, id);
        }
    }

    private static void about(DataOutputStream out, int kind, String id) throws IOException {
        out.writeByte(kind);
        Fields.text(out, id);
    }

    static Request read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Request.Hello(in.readInt());
            case 1 -> new Request.Leave();
            case 2 -> new Request.ListAll();
            case 3 -> new Request.Start(spec(in));
            case 4 -> new Request.Await(Fields.text(in));
            case 5 -> new Request.Signal(Fields.text(in), Fields.text(in));
            case 6 -> new Request.Stop(Fields.text(in), Duration.ofMillis(in.readLong()), Fields.text(in));
            case 7 -> new Request.TakeNotices(Fields.text(in));
            case 8 -> new Request.Release(Fields.text(in));
            default -> throw new IOException("there is no request of kind " + kind);
        };
    }

    private static void spec(DataOutputStream out, ProcessSpec spec) throws IOException {
        Fields.text(out, spec.key());
        Fields.texts(out, spec.command());
        Fields.map(out, spec.environment());
        Fields.text(out, spec.workingDirectory().toString());
        Fields.text(out, spec.user());
        Fields.log(out, spec.stdout());
        Fields.log(out, spec.stderr());
        Fields.group(out, spec.group());
        out.writeBoolean(spec.launcher().isPresent());
        if (spec.launcher().isPresent()) {
            Fields.text(out, spec.launcher().get().pidFile().toString());
            Fields.text(out, spec.launcher().get().log().toString());
        }
    }

    private static ProcessSpec spec(DataInputStream in) throws IOException {
        return new ProcessSpec(
                Fields.text(in),
                Fields.texts(in),
                Fields.map(in),
                Path.of(Fields.text(in)),
                Fields.text(in),
                Fields.log(in),
                Fields.log(in),
                Fields.group(in),
                in.readBoolean()
                        ? Optional.of(new Launcher(Path.of(Fields.text(in)), Path.of(Fields.text(in))))
                        : Optional.empty());
    }
}
