package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Downloads over HTTP. Redirects are followed here and not by the client, since headers of the job (keys, mostly) must not reach another
 * host than the one they were written for.
 */
final class HttpFetch {
    private static final int MAX_REDIRECTS = 10;
    private static final Duration CONNECT_TIME = Duration.ofSeconds(30);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> HOP_HEADERS = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final Duration time;
    private final long maxBytes;
    private final boolean insecure;

    HttpFetch(Duration time, long maxBytes, boolean insecure) {
        this.time = time;
        this.maxBytes = maxBytes;
        this.insecure = insecure;
    }

    void fetch(URI uri, Map<String, String> headers, Path file)
            throws ArtifactException, IOException, InterruptedException {
        URI at = uri;
        long end = System.nanoTime() + time.toNanos();
        try (HttpClient client = client()) {
            for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
                Map<String, String> sent = sameOrigin(uri, at) ? headers : Map.of();
                HttpResponse<InputStream> answer = send(client, at, sent, end);
                if (!REDIRECTS.contains(answer.statusCode())) {
                    save(answer, at, file, end);
                    client.shutdownNow();
                    return;
                }
                answer.body().close();
                at = next(at, answer);
            }
        }
        throw ArtifactException.failed(
                Source.shown(uri.toString()) + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIME);
        return insecure ? builder.sslContext(AnyCertificate.context()).build() : builder.build();
    }

    private static boolean sameOrigin(URI first, URI second) {
        return first.getScheme().equals(second.getScheme())
                && String.valueOf(first.getHost()).equals(second.getHost())
                && first.getPort() == second.getPort();
    }

    private HttpResponse<InputStream> send(HttpClient client, URI uri, Map<String, String> headers, long end)
            throws IOException, InterruptedException, ArtifactException {
        try {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(withoutUser(uri)).timeout(left).GET();
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            if (uri.getUserInfo() != null) {
                byte[] user = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
                all.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
            }
            all.putAll(headers);
            all.keySet().removeIf(name -> HOP_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
            all.forEach(request::setHeader);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException fault) {
            throw ArtifactException.wrong(Source.shown(uri.toString()) + " cannot be asked for: " + fault.getMessage());
        } catch (HttpTimeoutException fault) {
            throw tooLong(uri);
        }
    }

    private ArtifactException tooLong(URI uri) {
        return ArtifactException.failed(Source.shown(uri.toString()) + " was not there within " + time);
    }

    private static URI withoutUser(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replaceFirst("//[^/@]*@", "//"));
    }

    private void save(HttpResponse<InputStream> answer, URI uri, Path file, long end)
            throws IOException, ArtifactException {
        String shown = Source.shown(uri.toString());
        try (InputStream body = answer.body();
                Download.Watchdog watchdog =
                        new Download.Watchdog(Duration.ofNanos(Math.max(1, end - System.nanoTime())), body)) {
            if (answer.statusCode() != 200) {
                String message = shown + " answered with status " + answer.statusCode();
                boolean mayChange =
                        answer.statusCode() >= 500 || answer.statusCode() == 429 || answer.statusCode() == 404;
                throw mayChange ? ArtifactException.failed(message) : ArtifactException.wrong(message);
            }
            try {
                Download.copy(body, file, maxBytes, shown);
            } catch (IOException fault) {
                if (watchdog.hasBitten()) {
                    throw tooLong(uri);
                }
                throw fault;
            }
        }
    }

    private static URI next(URI from, HttpResponse<?> answer) throws ArtifactException {
        String place = answer.headers().firstValue("location").orElse("");
        try {
            URI to = from.resolve(URI.create(place));
            if (!place.isEmpty()
                    && Set.of("http", "https").contains(String.valueOf(to.getScheme()))
                    && to.getHost() != null) {
                return to;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw ArtifactException.failed(
                Source.shown(from.toString()) + " redirects to something that is no address of HTTP");
    }
}
