package dev.drover.model.wire;

import dev.drover.model.alloc.Allocation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints how many allocations with their job are read and written in a second; started by hand. */
final class JsonSpeed {
    private static final int ROUNDS = 20_000;

    private JsonSpeed() {}

    public static void main(String[] arguments) throws Exception {
        byte[] json = arguments.length > 0
                ? Files.readAllBytes(Path.of(arguments[0]))
                : Json.writeBytes(new Generated(1).record(Allocation.class));
        Allocation allocation = Json.read(Allocation.class, json);
        int compact = Json.writeBytes(allocation).length;
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                allocation = Json.read(Allocation.class, json);
            }
            long read = System.nanoTime();
            long bytes = 0;
            for (int i = 0; i < ROUNDS; i++) {
                bytes += Json.writeBytes(allocation).length;
            }
            long written = System.nanoTime();
            System.out.printf(
                    "read %,d/s, write %,d/s of %,d bytes (%,d in all)%n",
                    perSecond(read - start), perSecond(written - read), compact, bytes);
        }
    }

    private static long perSecond(long nanos) {
        return ROUNDS * 1_000_000_000L / nanos;
    }
}
