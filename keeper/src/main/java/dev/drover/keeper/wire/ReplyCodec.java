package dev.drover.keeper.wire;

import dev.drover.driver.TaskExit;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Replies as bytes. */
final class ReplyCodec {
    private ReplyCodec() {}

    static void write(Reply reply, DataOutputStream out) throws IOException {
        switch (reply) {
            case Reply.Welcome(int version, long keeper) -> {
                out.writeByte(0);
                out.writeInt(version);
                out.writeLong(keeper);
            }
            case Reply.Known(List<Reply.KnownProcess> processes) -> {
                out.writeByte(1);
                out.writeInt(processes.size());
                for (Reply.KnownProcess process : processes) {
                    process(out, process);
                }
            }
            case Reply.Started(Reply.KnownProcess process) -> {
                out.writeByte(2);
                process(out, process);
            }
            case Reply.Ended(TaskExit exit) -> {
                out.writeByte(3);
                out.writeInt(exit.exitCode());
                out.writeInt(exit.signal());
                out.writeBoolean(exit.outOfMemory());
                Fields.text(out, exit.error());
            }
            case Reply.Notices(List<String> texts) -> {
                out.writeByte(4);
                Fields.texts(out, texts);
            }
            case Reply.Done() -> out.writeByte(5);
            case Reply.Refused(String reason, boolean recoverable) -> {
                out.writeByte(6);
                Fields.text(out, reason);
                out.writeBoolean(recoverable);
            }
            case Reply.Unknown() -> out.writeByte(7);
        }
    }

    static Reply read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Reply.Welcome(in.readInt(), in.readLong());
            case 1 -> {
                int count = Fields.count(in);
                List<Reply.KnownProcess> processes = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    processes.add(process(in));
                }
                yield new Reply.Known(processes);
            }
            case 2 -> new Reply.Started(process(in));
            case 3 -> new Reply.Ended(new TaskExit(in.readInt(), in.readInt(), in.readBoolean(), Fields.text(in)));
            case 4 -> new Reply.Notices(Fields.texts(in));
            case 5 -> new Reply.Done();
            case 6 -> new Reply.Refused(Fields.text(in), in.readBoolean());
            case 7 -> new Reply.Unknown();
            default -> throw new IOException("there is no reply of kind " + kind);
        };
    }

    private static void process(DataOutputStream out, Reply.KnownProcess process) throws IOException {
        Fields.text(out, process.id());
        Fields.text(out, process.key());
        out.writeLong(process.pid());
        out.writeBoolean(process.running());
    }

    private static Reply.KnownProcess process(DataInputStream in) throws IOException {
        return new Reply.KnownProcess(Fields.text(in), Fields.text(in), in.readLong(), in.readBoolean());
    }
}
