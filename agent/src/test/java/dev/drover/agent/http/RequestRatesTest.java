package dev.drover.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private long now = 5_000_000_000L;

    @Test
    void what_a_second_allows_may_come_at_once_and_then_as_fast_as_it_comes_back() {
        RequestRates rates = new RequestRates(2, () -> now);
        assertThat(rates.refusedFor("a")).isZero();
        assertThat(rates.refusedFor("a")).isZero();
        assertThat(rates.refusedFor("a")).isEqualTo(1);
        now += 500_000_000L;
        assertThat(rates.refusedFor("a")).isZero();
        assertThat(rates.refusedFor("a")).isEqualTo(1);
    }

    @Test
    void to_be_refused_costs_nothing_and_quiet_gives_no_more_than_a_second() {
        RequestRates rates = new RequestRates(1, () -> now);
        rates.refusedFor("a");
        IntStream.range(0, 50).forEach(_ -> assertThat(rates.refusedFor("a")).isEqualTo(1));
        now += 60_000_000_000L;
        assertThat(rates.refusedFor("a")).isZero();
        assertThat(rates.refusedFor("a")).isEqualTo(1);
    }

    @Test
    void addresses_do_not_share() {
        RequestRates rates = new RequestRates(1, () -> now);
        assertThat(rates.refusedFor("a")).isZero();
        assertThat(rates.refusedFor("b")).isZero();
        assertThat(rates.refusedFor("a")).isEqualTo(1);
    }

    @Test
    void a_flood_of_addresses_is_forgotten_and_not_kept() {
        RequestRates rates = new RequestRates(1, () -> now);
        IntStream.range(0, 10_001).forEach(i -> rates.refusedFor("address " + i));
        assertThat(rates.refusedFor("address 0")).isZero();
    }

    @Test
    void zero_sets_no_limit() {
        RequestRates rates = new RequestRates(0, () -> now);
        IntStream.range(0, 1_000).forEach(_ -> assertThat(rates.refusedFor("a")).isZero());
    }

    @Test
    void who_is_too_fast_hears_when_to_come_again_and_keeps_the_connection() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = HttpServer.bind(any, new ClientLimits(0, 1));
                HttpClient http = HttpClient.newHttpClient()) {
            server.serve(exchange ->
                    exchange.answer(200, Map.of("Content-Length", "0")).close());
            HttpResponse<String> refused = refused(http, server.port());
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("Connection")).isEmpty();
            assertThat(refused.body())
                    .contains("more than 1 requests a second")
                    .contains("limits.http_max_requests_per_second_per_client");
        }
    }

    /** The first refusal; a slow machine may need several requests until two fall into one second. */
    private static HttpResponse<String> refused(HttpClient http, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        while (response.statusCode() == 200) {
            response = http.send(request, BodyHandlers.ofString());
        }
        assertThat(response.statusCode()).isEqualTo(429);
        return response;
    }
}
