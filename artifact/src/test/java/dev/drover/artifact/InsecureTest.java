package dev.drover.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose certificate nobody vouches for, and which has another name in it. */
class InsecureTest extends FetchTest {
    private static final String PASSWORD = "changeit";

    private Site secured;

    @BeforeEach
    void serve() throws Exception {
        Path file = top.resolve("site.p12");
        run(
                top,
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        secured = Site.withOwnCertificate(context);
    }

    @AfterEach
    void end() {
        secured.close();
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static ArtifactRequest request(String source, boolean insecure) {
        return new ArtifactRequest(source, Map.of(), Map.of(), ArtifactRequest.Mode.ANY, insecure);
    }

    @Test
    void a_file_comes_only_where_the_job_waives_the_check() throws Exception {
        secured.put("/app.conf", "hello");
        String source = secured.address() + "/app.conf";

        assertThatThrownBy(() -> fetch(request(source, false))).isInstanceOf(ArtifactException.class);
        assertThat(fetch(request(source, true)).tree()).hasContent("hello");
    }

    @Test
    void a_repository_comes_only_where_the_job_waives_the_check() throws Exception {
        Path repository = Files.createDirectories(top.resolve("app"));
        Files.writeString(repository.resolve("app.conf"), "hello");
        run(repository, "git", "init", "--quiet", "--initial-branch=main");
        run(repository, "git", "add", ".");
        run(
                repository,
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b",
                "-c",
                "commit.gpgsign=false",
                "commit",
                "-qm1");
        run(repository, "git", "update-server-info");
        try (Stream<Path> files = Files.walk(repository.resolve(".git"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                secured.put("/app.git/" + repository.resolve(".git").relativize(file), Files.readAllBytes(file));
            }
        }
        String source = "git::" + secured.address() + "/app.git";

        assertThatThrownBy(() -> fetch(request(source, false)))
                .hasMessageContaining("git fetch failed")
                .hasMessageContaining("certificate");
        assertThat(fetch(request(source, true)).tree().resolve("app.conf")).hasContent("hello");
    }
}
