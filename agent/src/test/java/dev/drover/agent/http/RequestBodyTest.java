package dev.drover.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    /** A request that does not announce how much comes. */
    private record Sent(int size) implements Exchange {
        @Override
        public RequestHead head() {
            return new RequestHead("PUT", "/v1/jobs", 0, Map.of());
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(new byte[size]);
        }

        @Override
        public OutputStream answer(int status, Map<String, String> headers) {
            return OutputStream.nullOutputStream();
        }
    }

    @Test
    void a_body_as_large_as_may_be_is_taken() {
        assertThat(new RequestBody(new Sent(RequestBody.MAX_BYTES)).bytes()).hasSize(RequestBody.MAX_BYTES);
    }

    @Test
    void one_that_turns_out_to_be_larger_is_refused_with_413() {
        RequestBody body = new RequestBody(new Sent(RequestBody.MAX_BYTES + 1));
        assertThatThrownBy(body::bytes)
                .isInstanceOfSatisfying(
                        HttpException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(413))
                .hasMessageContaining("20971520 bytes");
    }
}
