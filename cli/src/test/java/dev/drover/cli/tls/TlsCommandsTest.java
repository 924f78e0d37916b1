package dev.drover.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCommandsTest {
    @TempDir
    Path folder;

    private Terminal.Result run(String... words) {
        return new Terminal().in(folder).run(words);
    }

    @Test
    void an_authority_signs_a_certificate_for_a_server_of_a_region() throws Exception {
        assertThat(run("tls", "ca", "create").out())
                .contains("==> CA certificate saved to: nomad-agent-ca.pem")
                .contains("==> CA certificate key saved to: nomad-agent-ca-key.pem");
        assertThat(run(
                                "tls",
                                "cert",
                                "create",
                                "-server",
                                "-region=eu",
                                "-days=7",
                                "-additional-dnsname=box.example",
                                "-additional-ipaddress=10.0.0.9")
                        .out())
                .contains("==> Server Certificate saved to eu-server-nomad.pem\n")
                .contains("==> Server Certificate key saved to eu-server-nomad-key.pem\n");
        X509Certificate authority = Pem.certificate(folder.resolve("nomad-agent-ca.pem"));
        X509Certificate server = Pem.certificate(folder.resolve("eu-server-nomad.pem"));
        server.verify(authority.getPublicKey());
        assertThat(server.getNotAfter().toInstant()).isEqualTo(Terminal.NOW.plusSeconds(7 * 24 * 3600));
        assertThat(server.getExtendedKeyUsage()).hasSize(2);
        assertThat(run("tls", "cert", "info", "eu-server-nomad.pem").out())
                .contains("server.eu.nomad")
                .contains("[box.example, server.eu.nomad, localhost]")
                .contains("[10.0.0.9, 127.0.0.1]");
    }

    @Test
    void keys_are_readable_to_their_owner_only() throws IOException {
        run("tls", "ca", "create");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("nomad-agent-ca-key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void an_authority_says_who_it_is_and_for_which_names_it_may_sign() {
        run(
                "tls",
                "ca",
                "create",
                "-domain=acme",
                "-name-constraint",
                "-additional-domain=example.com",
                "-common-name=Acme",
                "-days=1",
                "-country=DE",
                "-locality=Berlin",
                "-organization=Acme",
                "-organizational-unit=Cluster",
                "-postal-code=10115",
                "-province=Berlin",
                "-street-address=Hof 1");
        assertThat(run("tls", "ca", "info", "acme-agent-ca.pem").out())
                .contains("Acme")
                .contains("[acme, example.com, localhost]");
    }

    @Test
    void nothing_is_written_over() {
        run("tls", "ca", "create");
        Terminal.Result again = run("tls", "ca", "create");
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("nomad-agent-ca.pem already exists");
    }

    @Test
    void a_certificate_is_of_one_kind() {
        run("tls", "ca", "create");
        assertThat(run("tls", "cert", "create", "-server", "-cli").err()).contains("one of -server, -client and -cli");
        assertThat(run("tls", "cert", "create", "-cli").out())
                .contains("Cli Certificate saved to global-cli-nomad.pem");
    }

    @Test
    void without_an_authority_there_is_no_certificate() {
        Terminal.Result result = run("tls", "cert", "create", "-client");
        assertThat(result.code()).isOne();
        assertThat(result.err()).contains("nomad-agent-ca.pem does not exist");
    }
}
