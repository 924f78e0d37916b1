package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GettersTest {
    /** One component of each kind. */
    public record Kinds(
            @Wire("T") String text,
            @Wire("N") int number,
            @Wire("O") boolean on,
            @Wire("L") List<String> list) {}

    /** A record that refuses to be read. */
    public record Refusing(@Wire("T") String text) {
        @Override
        public String text() {
            throw new IllegalArgumentException("not today");
        }
    }

    private static @Nullable Object got(Object record, String component) throws NoSuchMethodException {
        Method accessor = record.getClass().getDeclaredMethod(component);
        Function<Object, @Nullable Object> getter = Getters.of(accessor).orElseThrow();
        return getter.apply(record);
    }

    @Test
    void a_getter_answers_what_the_accessor_answers() throws NoSuchMethodException {
        Kinds kinds = new Kinds("a", 7, true, List.of("b"));
        assertThat(got(kinds, "text")).isEqualTo("a");
        assertThat(got(kinds, "number")).isEqualTo(7);
        assertThat(got(kinds, "on")).isEqualTo(true);
        assertThat(got(kinds, "list")).isEqualTo(List.of("b"));
    }

    @Test
    void what_an_accessor_throws_comes_through() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> got(new Refusing("a"), "text"))
                .withMessage("not today");
    }

    @Test
    void what_cannot_be_seen_has_no_getter() throws NoSuchMethodException {
        Class<?> hidden = List.of(1, 2, 3).getClass();
        assertThat(Getters.of(hidden.getDeclaredMethod("size"))).isEmpty();
    }

    @Test
    void a_record_that_is_written_often_is_written_as_at_first() {
        Kinds kinds = new Kinds("a", 7, true, List.of("b"));
        byte[] first = Json.writeSparse(kinds);
        for (int i = 0; i < 5_000; i++) {
            assertThat(Json.writeSparse(kinds)).isEqualTo(first);
        }
        assertThat(new String(first, StandardCharsets.UTF_8))
                .isEqualTo("{\"T\":\"a\",\"N\":7,\"O\":true,\"L\":[\"b\"]}");
    }
}
