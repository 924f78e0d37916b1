package dev.drover.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.artifact.ArtifactFetcher.Fetched;
import dev.drover.artifact.ArtifactRequest.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest extends FetchTest {
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void a_file_keeps_its_name() throws Exception {
        site.put("/dir/app.conf", "hello");

        Fetched fetched = fetch("/dir/app.conf?token=1");

        assertThat(fetched.tree()).hasContent("hello");
        assertThat(fetched.name()).contains("app.conf");
        assertThat(site.requests().getFirst().getRequestURI()).hasToString("/dir/app.conf?token=1");
    }

    @Test
    void a_file_takes_another_name_or_that_of_the_destination() throws Exception {
        site.put("/x", "hello");

        assertThat(fetch("/x?filename=y.conf").name()).contains("y.conf");
        assertThat(fetch(request(site.address() + "/x", Mode.FILE)).name()).isEmpty();
        assertThatThrownBy(() -> fetch(request(site.address() + "/x", Mode.DIR)))
                .hasMessageContaining("is a file and no folder");
        assertThatThrownBy(() -> fetch("/x?filename=../y")).hasMessageContaining("names no file");
        assertThat(site.requests())
                .allSatisfy(sent -> assertThat(sent.getRequestURI()).hasToString("/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5:5d41402abc4b2a76b9719d911017c592",
                "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
                "sha256:" + SHA256,
                SHA256,
                "SHA256:2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824",
                "sha512:9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
            })
    void a_checksum_that_fits_lets_a_file_pass(String checksum) throws Exception {
        site.put("/x", "hello");

        assertThat(fetch(request(site.address() + "/x", Map.of("checksum", checksum)))
                        .tree())
                .hasContent("hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "sha256:3cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 ~ but should be 3cf24",
                "sha256:12 ~ is no SHA-256 in hexadecimal",
                "crc:12345678 ~ is of no known type",
                "12345678 ~ is of no known type",
                "file:ftp://x/y ~ over http or https",
            })
    void a_checksum_that_does_not_fit_is_told(String checksum, String message) {
        site.put("/x", "hello");

        assertThatThrownBy(() -> fetch(request(site.address() + "/x", Map.of("checksum", checksum))))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {SHA256 + "  x\n", "00  y\n" + SHA256 + " *dir/x\n", "SHA256 (x) = " + SHA256 + "\n", SHA256})
    void a_list_of_checksums_has_that_of_the_file(String list) throws Exception {
        site.put("/x", "hello");
        site.put("/sums", list);

        assertThat(fetch("/x?checksum=file:" + site.address() + "/sums").tree()).hasContent("hello");
    }

    @Test
    void a_list_without_the_file_is_told() {
        site.put("/x", "hello");
        site.put("/sums", SHA256 + "  other\n");

        assertThatThrownBy(() -> fetch("/x?checksum=file:" + site.address() + "/sums"))
                .hasMessageContaining("has none for \"x\"");
    }

    @Test
    void headers_and_the_user_of_the_address_are_sent() throws Exception {
        site.put("/x", "hello");

        fetcher()
                .fetch(
                        new ArtifactRequest(
                                site.address().replace("//", "//ann:secret@") + "/x",
                                Map.of(),
                                Map.of("X-Key", "k"),
                                Mode.ANY,
                                false),
                        staging());

        var headers = site.requests().getFirst().getRequestHeaders();
        assertThat(headers.getFirst("X-Key")).isEqualTo("k");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Basic YW5uOnNlY3JldA==");
    }

    @Test
    void headers_do_not_follow_a_redirect_to_another_place() throws Exception {
        try (Site other = new Site()) {
            other.put("/x", "hello");
            site.redirect("/a", "/b");
            site.redirect("/b", other.address() + "/x");

            Fetched fetched = fetcher()
                    .fetch(
                            new ArtifactRequest(site.address() + "/a", Map.of(), Map.of("X-Key", "k"), Mode.ANY, false),
                            staging());

            assertThat(fetched.tree()).hasContent("hello");
            assertThat(site.requests())
                    .hasSize(2)
                    .allSatisfy(sent -> assertThat(sent.getRequestHeaders()).containsKey("X-key"));
            assertThat(other.requests().getFirst().getRequestHeaders()).doesNotContainKey("X-key");
        }
    }

    @Test
    void redirects_come_to_an_end() {
        site.redirect("/a", "/a");
        site.redirect("/file", "file:///etc/passwd");

        assertThatThrownBy(() -> fetch("/a")).hasMessageContaining("redirects more than 10 times");
        assertThatThrownBy(() -> fetch("/file")).hasMessageContaining("no address of HTTP");
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        site.put("/x", "hello");

        assertThatThrownBy(() -> fetcher(limits(4, 0, 0)).fetch(request(site.address() + "/x"), staging()))
                .hasMessageContaining("larger than 4 bytes");
    }

    @Test
    void a_download_that_stands_still_ends_with_its_time() {
        CountDownLatch over = new CountDownLatch(1);
        site.page("/x", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        Duration time = Duration.ofMillis(300);
        ArtifactLimits limits = new ArtifactLimits(time, time, time, 0, 0, 0);

        assertThatThrownBy(() -> fetcher(limits).fetch(request(site.address() + "/x"), staging()))
                .hasMessageContaining("was not there within PT0.3S");
        over.countDown();
    }

    @Test
    void a_status_says_whether_trying_again_may_help() {
        site.page("/busy", exchange -> exchange.sendResponseHeaders(503, -1));
        site.page("/no", exchange -> exchange.sendResponseHeaders(403, -1));

        assertThatThrownBy(() -> fetch("/busy"))
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        fault -> assertThat(fault.recoverable()).isTrue());
        assertThatThrownBy(() -> fetch("/no?token=secret"))
                .hasMessageContaining("status 403")
                .hasMessageNotContaining("secret")
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        fault -> assertThat(fault.recoverable()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "app.tgz ~ is no address",
                "ftp://host/x ~ no way to fetch",
                "hg::https://host/x ~ by hg are not fetched here",
                "http://h/a//../b ~ leads out of the artifact",
                "http://h/a b ~ is no address",
            })
    void a_source_that_cannot_be_fetched_is_named(String source, String message) {
        assertThatThrownBy(() -> fetch(request(source)))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        fault -> assertThat(fault.recoverable()).isFalse());
    }

    @Test
    void local_files_are_fetched_from_allowed_folders_only() throws Exception {
        Path shared = Files.createDirectory(top.resolve("shared"));
        Files.writeString(shared.resolve("x"), "hello");
        Files.createDirectory(shared.resolve("tree"));
        Files.writeString(shared.resolve("tree/y"), "tree");
        Files.writeString(top.resolve("secret"), "secret");
        Files.createSymbolicLink(shared.resolve("link"), top.resolve("secret"));

        assertThat(fetch(request("file://" + shared + "/x")).tree()).hasContent("hello");
        assertThat(fetch(request("file://" + shared + "/tree")).tree().resolve("y"))
                .hasContent("tree");
        assertThat(fetch(request("file://" + shared + "/tree")).name()).isEqualTo(Optional.empty());
        for (String path : new String[] {top + "/secret", shared + "/../secret", shared + "/link", "/etc/passwd"}) {
            assertThatThrownBy(() -> fetch(request("file://" + path))).hasMessageContaining("must not be fetched");
        }
    }

    @Test
    void an_object_store_gets_a_signed_request_when_there_are_keys() throws Exception {
        site.put("/bucket/app.conf", "hello");
        String address = "s3::" + site.address() + "/bucket/app.conf";

        assertThat(fetch(request(address)).tree()).hasContent("hello");
        fetch(request(address, Map.of("aws_access_key_id", "id", "aws_access_key_secret", "key", "region", "eu-1")));

        assertThat(site.requests().getFirst().getRequestHeaders()).doesNotContainKey("Authorization");
        assertThat(site.requests().getLast().getRequestHeaders().getFirst("Authorization"))
                .matches("AWS4-HMAC-SHA256 Credential=id/20260304/eu-1/s3/aws4_request, "
                        + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}");
    }

    @Test
    void the_signature_follows_the_rules_of_the_documentation() throws Exception {
        // Worked out by a script that gives the signature of the documentation for its example "GET object".
        Source source = Source.parse(request(
                "s3::https://examplebucket.s3.amazonaws.com/test.txt",
                Map.of(
                        "aws_access_key_id",
                        "AKIAIOSFODNN7EXAMPLE",
                        "aws_access_key_secret",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")));

        Map<String, String> headers = S3Fetch.headers(source, Map.of(), Instant.parse("2013-05-24T00:00:00Z"));

        assertThat(headers.get("Authorization"))
                .endsWith("Signature=df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4");
    }
}
