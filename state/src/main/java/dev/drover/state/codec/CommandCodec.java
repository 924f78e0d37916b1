package dev.drover.state.codec;

import dev.drover.state.command.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Commands as the log carries them. A command is its number and then its components as bits and values, where what repeats within
 * the command is told once: texts by number, ids as 16 bytes, and each element of a list as what differs from the one before. So a
 * plan costs about the ids of its placements. Decision 6 has the measurements.
 *
 * <p>A later program reads what an earlier one wrote: numbers of commands and components never change (see {@code fields.txt}), and
 * components that did not exist then take what stands for absence. What a later program wrote is refused by an earlier one.
 */
public final class CommandCodec {
    /** Raised only when bytes of before cannot be read in the same way. */
    static final int FORMAT = 1;

    private static final Map<String, Class<?>> TYPES = types();

    private CommandCodec() {}

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new HashMap<>();
        concrete(Command.class).forEach(type -> types.put(FieldNumbers.name(type), type));
        return types;
    }

    /** All records that are commands. */
    static List<Class<?>> concrete(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            found.addAll(concrete(permitted));
        }
        return found;
    }

    /**
     * The command as bytes.
     *
     * @throws IllegalArgumentException when a free-form field holds something that is not of JSON, which is a bug of the proposer
     */
    public static byte[] encode(Command command) {
        int number = FieldNumbers.known().commands().indexOf(FieldNumbers.name(command.getClass()));
        if (number < 0) {
            throw new IllegalArgumentException("fields.txt has no number for " + command.getClass());
        }
        Encoder out = new Encoder();
        out.bytes.number(FORMAT);
        out.bytes.number(number);
        out.write(command.getClass(), command, null);
        return out.bytes.toByteArray();
    }

    /**
     * The command that {@link #encode} made the bytes of, here or in an earlier version.
     *
     * @throws UnknownCommandException when a later version wrote it; the server has to stop
     * @throws UnreadableException when the bytes are damaged
     */
    public static Command decode(byte[] bytes) {
        Decoder in = new Decoder(new ByteReader(bytes));
        long format = in.bytes.number();
        if (format == 0) {
            throw new UnreadableException("the bytes are no command: they begin with 0");
        }
        if (format != FORMAT) {
            throw new UnknownCommandException("a command in format " + Long.toUnsignedString(format));
        }
        Class<?> type = type(in.bytes.number());
        Command command = (Command) Objects.requireNonNull(in.read(type, null));
        in.bytes.end();
        return command;
    }

    private static Class<?> type(long number) {
        List<String> commands = FieldNumbers.known().commands();
        if (number < 0 || number >= commands.size()) {
            throw new UnknownCommandException("the log holds command number " + Long.toUnsignedString(number));
        }
        String name = commands.get((int) number);
        Class<?> type = TYPES.get(name);
        if (type == null) {
            throw new UnreadableException("the log holds a command " + name + " of long ago that is not read any more");
        }
        return type;
    }
}
