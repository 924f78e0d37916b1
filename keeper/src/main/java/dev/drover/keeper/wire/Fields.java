package dev.drover.keeper.wire;

import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessGroup;
import dev.drover.driver.ProcessGroup.Limits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields that are made of others. */
final class Fields {
    private Fields() {}

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    static List<String> texts(DataInputStream in) throws IOException {
        int count = count(in);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    static Map<String, String> map(DataInputStream in) throws IOException {
        int count = count(in);
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = text(in);
            map.put(name, text(in));
        }
        return map;
    }

    static void log(DataOutputStream out, LogTarget target) throws IOException {
        text(out, target.directory().toString());
        text(out, target.name());
        out.writeInt(target.maxFiles());
        out.writeLong(target.maxFileBytes());
        out.writeBoolean(target.enabled());
    }

    static LogTarget log(DataInputStream in) throws IOException {
        return new LogTarget(Path.of(text(in)), text(in), in.readInt(), in.readLong(), in.readBoolean());
    }

    static void group(DataOutputStream out, ProcessGroup group) throws IOException {
        out.writeBoolean(group.own());
        out.writeBoolean(group.enters());
        Limits limits = group.limits();
        out.writeLong(limits.cpuMhz());
        texts(out, limits.cores().stream().map(String::valueOf).toList());
        out.writeLong(limits.memoryBytes());
        out.writeLong(limits.memoryMaxBytes());
        out.writeLong(limits.processes());
        texts(out, group.others().stream().map(Path::toString).toList());
    }

    static ProcessGroup group(DataInputStream in) throws IOException {
        return new ProcessGroup(
                in.readBoolean(),
                in.readBoolean(),
                new Limits(
                        in.readLong(),
                        texts(in).stream().map(Integer::valueOf).toList(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong()),
                texts(in).stream().map(Path::of).toList());
    }

    /** Nothing in a message can be more than its bytes. */
    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("a message tells of " + count + " parts and has " + in.available() + " bytes");
        }
        return count;
    }
}
