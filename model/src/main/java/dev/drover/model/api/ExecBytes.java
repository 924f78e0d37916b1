package dev.drover.model.api;

import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A piece of what a command reads or writes.
 *
 * @param data Base64
 * @param close whether nothing more comes
 */
@OmitEmpty
public record ExecBytes(
        @Wire("data") @Nullable String data, @Wire("close") boolean close) {
    public static final ExecBytes END = new ExecBytes(null, true);

    public static ExecBytes of(byte[] bytes, int count) {
        return new ExecBytes(Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, count)), false);
    }

    /**
     * The bytes themselves.
     *
     * @throws IllegalArgumentException when the data is no Base64
     */
    public byte[] bytes() {
        return data == null ? new byte[0] : Base64.getDecoder().decode(data);
    }
}
