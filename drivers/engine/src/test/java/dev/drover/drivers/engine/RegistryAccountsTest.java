package dev.drover.drivers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.drivers.engine.RegistryAccounts.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAccountsTest {
    @TempDir
    Path folder;

    private Account find(String config, String image) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return new RegistryAccounts(file.toString(), "").find(ImageName.parse(image));
    }

    @Test
    void the_file_of_docker_login_tells_the_account_of_an_images_registry() throws Exception {
        String secret = Base64.getEncoder().encodeToString("shop:b:aa".getBytes(StandardCharsets.UTF_8));
        String config = "{\"auths\":{\"https://registry.local:5000/v2/\":{\"auth\":\"" + secret + "\"},"
                + "\"https://index.docker.io/v1/\":{\"username\":\"hub\",\"password\":\"p\"}}}";

        Account account = find(config, "registry.local:5000/team/web:1");
        assertThat(account.username()).isEqualTo("shop");
        assertThat(account.password()).isEqualTo("b:aa");
        assertThat(find(config, "redis").username()).isEqualTo("hub");
        assertThat(find(config, "team/redis").username()).isEqualTo("hub");
        assertThat(find(config, "other.local/redis").isNone()).isTrue();
    }

    @Test
    void the_header_is_what_engines_decode() throws Exception {
        Account account = new Account("shop", "baa", "", "registry.local", "");

        String header = new String(Base64.getUrlDecoder().decode(account.header()), StandardCharsets.UTF_8);
        assertThat(header).contains("\"username\":\"shop\"", "\"serveraddress\":\"registry.local\"");
        assertThat(Account.NONE.header()).isEmpty();
        assertThat(account).asString().doesNotContain("baa");
    }

    @Test
    void broken_sources_are_explained() {
        assertThatThrownBy(() -> find("{", "redis")).hasMessageContaining("config.json cannot be read");
        assertThatThrownBy(() -> find("{\"auths\":{\"registry.local\":{\"auth\":\"%\"}}}", "registry.local/a"))
                .hasMessageContaining("not in Base64");
        assertThatThrownBy(() -> find("{\"credsStore\":\"no-such-helper\"}", "redis"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("docker-credential-no-such-helper");
        assertThatThrownBy(() -> new RegistryAccounts("", "no-such-helper").find(ImageName.parse("a")))
                .hasMessageContaining("docker-credential-no-such-helper");
    }

    @Test
    void a_helper_program_answers_with_password_or_token() throws Exception {
        Path plain = program("cat >" + folder + "/asked; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
        assertThat(CredentialHelper.ask(plain.toString(), "registry.local"))
                .isEqualTo(new Account("u", "s", "", "registry.local", ""));
        assertThat(folder.resolve("asked")).hasContent("registry.local");

        Path token = program("cat >/dev/null; echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");
        assertThat(CredentialHelper.ask(token.toString(), "r").identityToken()).isEqualTo("t");
    }

    @Test
    void a_helper_that_knows_nothing_is_no_fault_and_one_that_fails_is() throws Exception {
        Path ignorant = program("cat >/dev/null; echo credentials not found in native keychain; exit 1");
        assertThat(CredentialHelper.ask(ignorant.toString(), "r")).isEqualTo(Account.NONE);

        Path broken = program("cat >/dev/null; echo keychain is locked >&2; exit 1");
        assertThatThrownBy(() -> CredentialHelper.ask(broken.toString(), "r"))
                .hasMessageContaining("keychain is locked");
        Path babbling = program("cat >/dev/null; echo hello");
        assertThatThrownBy(() -> CredentialHelper.ask(babbling.toString(), "r")).hasMessageContaining("cannot be read");
    }

    private Path program(String script) throws IOException {
        Path program = Files.createTempFile(folder, "helper", "");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
