package dev.drover.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.state.JobId;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.SettingsCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    @Property(tries = 150)
    void whatever_a_command_holds_comes_back_as_it_was(@ForAll long seed) {
        for (Class<?> type : CommandCodec.concrete(Command.class)) {
            Command command = (Command) new RandomRecords(seed).record(type);
            assertThat(CommandCodec.decode(CommandCodec.encode(command))).isEqualTo(command);
        }
    }

    @Property(tries = 20)
    void the_same_command_always_has_the_same_bytes(@ForAll long seed) {
        for (Class<?> type : CommandCodec.concrete(Command.class)) {
            byte[] bytes = CommandCodec.encode((Command) new RandomRecords(seed).record(type));
            assertThat(CommandCodec.encode(CommandCodec.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Property(tries = 60)
    void damaged_bytes_are_refused_or_read_but_never_crash(@ForAll long seed) {
        Random random = new Random(seed);
        List<Class<?>> types = CommandCodec.concrete(Command.class);
        Class<?> type = types.get(random.nextInt(types.size()));
        byte[] bytes = CommandCodec.encode((Command) new RandomRecords(seed).record(type));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(CommandCodec.decode(bytes)).isNotNull();
        } catch (UnreadableException refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
        }
    }

    @Test
    void every_command_has_a_number_and_no_number_two() {
        List<String> numbered = FieldNumbers.known().commands();
        Set<String> known = new TreeSet<>();
        CommandCodec.concrete(Command.class).forEach(type -> known.add(FieldNumbers.name(type)));
        assertThat(numbered).doesNotHaveDuplicates();
        Set<String> missing = new TreeSet<>(known);
        numbered.forEach(missing::remove);
        assertThat(missing)
                .as("commands to add at the end of the commands in fields.txt, one line 'command NAME' each")
                .isEmpty();
    }

    @Test
    void a_command_of_a_later_version_is_refused_with_what_to_do() {
        byte[] bytes = CommandCodec.encode(new JobCommand.SetStable(new JobId("default", "web"), 3, true));
        byte[] later = bytes.clone();
        later[1] = 120;
        assertThatThrownBy(() -> CommandCodec.decode(later))
                .isInstanceOf(UnknownCommandException.class)
                .hasMessageContaining("command number 120")
                .hasMessageContaining("newer version");
    }

    @Test
    void a_later_format_is_refused() {
        byte[] bytes = CommandCodec.encode(new SettingsCommand.DeleteNamespaces(List.of("blue")));
        bytes[0] = CommandCodec.FORMAT + 1;
        assertThatThrownBy(() -> CommandCodec.decode(bytes))
                .isInstanceOf(UnknownCommandException.class)
                .hasMessageContaining("a command in format 2");
    }

    @Test
    void a_component_of_a_later_version_is_refused() {
        ByteWriter bytes = new ByteWriter();
        bytes.number(CommandCodec.FORMAT);
        bytes.number(FieldNumbers.known().commands().indexOf("command.SettingsCommand.DeleteNamespaces"));
        bytes.octet(1 << 5);
        assertThatThrownBy(() -> CommandCodec.decode(bytes.toByteArray()))
                .isInstanceOf(UnknownCommandException.class)
                .hasMessageContaining("DeleteNamespaces after number 1");
    }

    @Test
    void bytes_that_are_cut_off_are_refused() {
        byte[] bytes = CommandCodec.encode(new JobCommand.SetStable(new JobId("default", "web"), 3, true));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CommandCodec.decode(cut)).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void bytes_after_the_end_are_refused() {
        byte[] bytes = CommandCodec.encode(new JobCommand.SetStable(new JobId("default", "web"), 3, true));
        assertThatThrownBy(() -> CommandCodec.decode(Arrays.copyOf(bytes, bytes.length + 2)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("2 bytes follow");
    }

    @Test
    void nothing_is_refused_as_a_command() {
        assertThatThrownBy(() -> CommandCodec.decode(new byte[] {0}))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("no command");
    }
}
