package dev.drover.drivers.engine;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a container's output is in its log files. It is kept beside them, so that whoever reads on after a crash knows it to the byte: all that
 * was said up to a time, and where the files ended then. What is behind that in the files was said after that time.
 *
 * @param container the container's path in the engine
 * @param time of the last line; with {@link LogFollower.Times#SECONDS} the nanoseconds count the lines of its last second
 * @param out where the file of the standard output ended
 * @param err where the file of the standard error ended
 */
record LogPosition(String container, Instant time, RotatingLog.Position out, RotatingLog.Position err) {
    private static final Pattern FORM =
            Pattern.compile("(\\S{1,160}) (\\d{1,18})\\.(\\d{9}) (\\d{1,9})/(\\d{1,18}) (\\d{1,9})/(\\d{1,18}) *\n");

    /** Always as long, so that one write replaces it, wholly or not at all. */
    private static final int BYTES = 320;

    /** The file beside these logs. */
    static Path file(LogTarget target) {
        return target.directory().resolve("." + target.name() + ".position");
    }

    /** What the file says of this container, if it says something. */
    static Optional<LogPosition> read(Path file, String container) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != BYTES) {
            return Optional.empty();
        }
        // The folder is open to the task, which may have written there what it likes.
        Matcher form = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!form.matches() || !form.group(1).equals(container)) {
            return Optional.empty();
        }
        return Optional.of(new LogPosition(
                container,
                Instant.ofEpochSecond(Math.min(number(form, 2), Instant.MAX.getEpochSecond()), number(form, 3)),
                new RotatingLog.Position((int) number(form, 4), number(form, 5)),
                new RotatingLog.Position((int) number(form, 6), number(form, 7))));
    }

    private static long number(Matcher form, int group) {
        return Long.parseLong(form.group(group));
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    void write(FileChannel file) throws IOException {
        String text = "%s %d.%09d %d/%d %d/%d"
                .formatted(
                        container,
                        time.getEpochSecond(),
                        time.getNano(),
                        out.file(),
                        out.bytes(),
                        err.file(),
                        err.bytes());
        file.write(
                ByteBuffer.wrap(("%-" + (BYTES - 1) + "s\n").formatted(text).getBytes(StandardCharsets.ISO_8859_1)), 0);
    }
}
