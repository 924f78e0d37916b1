package dev.drover.state.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.state.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Bytes that some version has written, one line for each kind of command. They have to be read for ever. When this fails after a
 * change of a record, the record's line in fields.txt was changed elsewhere than at its end, or a component has no default.
 */
class GoldenCommandsTest {
    private static final long SEED = 20_261_123;

    private static Map<String, String> golden() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(GoldenCommandsTest.class.getResourceAsStream("commands-format-1.txt"))) {
            Map<String, String> lines = new LinkedHashMap<>();
            new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .forEach(line -> lines.put(line.split(" ", -1)[0], line.split(" ", -1)[1]));
            return lines;
        }
    }

    private static Map<String, byte[]> written() {
        Map<String, byte[]> written = new TreeMap<>();
        for (Class<?> type : CommandCodec.concrete(Command.class)) {
            Command command = (Command) new RandomRecords(SEED).record(type);
            written.put(FieldNumbers.name(type), CommandCodec.encode(command));
        }
        return written;
    }

    @Test
    void what_was_written_before_is_read_and_written_again_the_same() throws IOException {
        golden().forEach((name, hex) -> {
            Command command = CommandCodec.decode(HexFormat.of().parseHex(hex));
            assertThat(FieldNumbers.name(command.getClass())).isEqualTo(name);
            assertThat(HexFormat.of().formatHex(CommandCodec.encode(command)))
                    .as(name)
                    .isEqualTo(hex);
        });
    }

    @Test
    void every_kind_of_command_is_among_them() throws IOException {
        Map<String, byte[]> missing = written();
        missing.keySet().removeAll(golden().keySet());
        assertThat(missing.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + HexFormat.of().formatHex(entry.getValue())))
                .as("lines to add to commands-format-1.txt")
                .isEmpty();
    }
}
