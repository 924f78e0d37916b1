package dev.drover.drivers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine and its user that prove themselves to each other. */
class ClientTlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private HttpsServer server;

    @BeforeEach
    void startEngine() throws Exception {
        make("server");
        make("client");
        make("stranger");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context("server", "client");
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            byte[] answer = "{\"Version\":\"1\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopEngine() {
        server.stop(0);
    }

    @Test
    void known_certificates_let_each_other_in() throws Exception {
        try (EngineClient engine = EngineClient.open(address(context("client", "server")))) {
            assertThat(engine.get("/info", LIMIT)).containsEntry("Version", "1");
        }
        RawConnection connection =
                EngineClient.open(address(context("client", "server"))).hijack("/exec", Map.of());
        assertThat(connection.input().readNBytes(5)).isEqualTo("{\"Ver".getBytes(UTF_8));
        connection.close();
    }

    @Test
    void strangers_are_refused_on_both_sides() throws Exception {
        for (SSLContext wrong : List.of(context("client", "stranger"), context("stranger", "server"))) {
            try (EngineClient engine = EngineClient.open(address(wrong))) {
                assertThatThrownBy(() -> engine.get("/info", LIMIT)).isInstanceOf(EngineException.class);
            }
        }
    }

    @Test
    void a_key_of_another_form_says_how_to_convert_it() throws IOException {
        Path old = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> ClientTls.context(folder.resolve("client.crt").toString(), old.toString(), ""))
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(
                        () -> ClientTls.context("", "", folder.resolve("none").toString()))
                .isInstanceOf(IOException.class);
    }

    private EngineAddress address(SSLContext tls) {
        return new EngineAddress(
                "the engine", "tcp://127.0.0.1:" + server.getAddress().getPort(), Optional.of(tls));
    }

    private SSLContext context(String self, String trusted) throws IOException {
        return ClientTls.context(
                folder.resolve(self + ".crt").toString(),
                folder.resolve(self + ".key").toString(),
                folder.resolve(trusted + ".crt").toString());
    }

    /** A certificate that signs itself, and its key, in PEM. */
    private void make(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD);
        }
        write(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
        write(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
    }

    private void write(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
