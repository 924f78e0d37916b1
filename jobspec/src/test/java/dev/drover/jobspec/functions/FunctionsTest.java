package dev.drover.jobspec.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionsTest {
    @TempDir
    private Path folder = Path.of("");

    private Value call(String function, Object... arguments) {
        List<Value> values = Arrays.stream(arguments)
                .map(argument ->
                        argument instanceof Integer number ? (Value) Value.of(number) : Value.of((String) argument))
                .toList();
        return Objects.requireNonNull(Functions.withFiles(folder).get(function)).call(values);
    }

    @Test
    void a_bcrypt_hash_verifies_and_carries_its_cost() {
        Value hash = call("bcrypt", "secret", 4);
        assertThat(hash).isInstanceOfSatisfying(Value.Text.class, text -> {
            assertThat(text.value()).startsWith("$2a$04$");
            assertThat(BCrypt.verifyer()
                            .verify(
                                    "secret".getBytes(StandardCharsets.UTF_8),
                                    text.value().getBytes(StandardCharsets.UTF_8))
                            .verified)
                    .isTrue();
        });
    }

    @Test
    void uuids_of_version_4_differ_from_call_to_call() {
        Value first = call("uuidv4");
        assertThat(first).isNotEqualTo(call("uuidv4"));
        assertThat(UUID.fromString(((Value.Text) first).value()).version()).isEqualTo(4);
    }

    @Test
    void rsa_decrypts_with_keys_in_both_pem_forms() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
        String ciphertext =
                Base64.getEncoder().encodeToString(cipher.doFinal("hello".getBytes(StandardCharsets.UTF_8)));
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        assertThat(call("rsadecrypt", ciphertext, pem("PRIVATE KEY", pkcs8))).isEqualTo(Value.of("hello"));
        assertThat(call("rsadecrypt", ciphertext, pem("RSA PRIVATE KEY", pkcs1)))
                .isEqualTo(Value.of("hello"));
        String other = Base64.getEncoder().encodeToString(new byte[7]);
        assertThatThrownBy(() -> call("rsadecrypt", other, pem("PRIVATE KEY", pkcs8)))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("cannot be decrypted");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    @Test
    void files_are_read_from_the_folder_of_the_job_file() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "grüße");
        assertThat(call("file", "a.txt")).isEqualTo(Value.of("grüße"));
        assertThat(call("filebase64", "a.txt")).isEqualTo(Value.of("Z3LDvMOfZQ=="));
        assertThat(call("fileexists", "a.txt")).isEqualTo(Value.of(true));
        assertThat(call("abspath", "a.txt"))
                .isEqualTo(Value.of(folder.resolve("a.txt").toString()));
        assertThat(call("pathexpand", "~/x")).isEqualTo(Value.of(System.getProperty("user.home") + "/x"));
    }

    @Test
    void a_file_that_is_large_or_not_text_is_refused() throws IOException {
        Files.write(folder.resolve("large"), new byte[FileFunctions.MAX_FILE_BYTES + 1]);
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> call("file", "large")).hasMessageContaining("larger than 1048576 bytes");
        assertThatThrownBy(() -> call("file", "binary")).hasMessageContaining("not UTF-8");
        assertThat(call("filebase64", "binary")).isEqualTo(Value.of("/w=="));
    }

    @Test
    void a_file_set_crosses_folders_with_two_stars_only() throws IOException {
        Files.createDirectories(folder.resolve("d/e"));
        for (String name : List.of("a.txt", "b.md", "d/c.txt", "d/e/f.txt")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(call("fileset", ".", "*.txt")).isEqualTo(texts("a.txt"));
        assertThat(call("fileset", ".", "**/*.txt")).isEqualTo(texts("a.txt", "d/c.txt", "d/e/f.txt"));
        assertThat(call("fileset", "d", "**")).isEqualTo(texts("c.txt", "e/f.txt"));
        assertThat(call("fileset", ".", "{a,b}.{txt,md}")).isEqualTo(texts("a.txt", "b.md"));
        assertThat(call("fileset", ".", "[!a].??")).isEqualTo(texts("b.md"));
    }

    private static Value texts(String... texts) {
        return Value.of(Arrays.stream(texts).map(Value::of).toList());
    }

    @Test
    void a_server_refuses_to_read_files_and_says_what_to_do() {
        assertThatThrownBy(
                        () -> Objects.requireNonNull(Functions.refusingFiles().get("file"))
                                .call(List.of(Value.of("/etc/passwd"))))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("parse the file on your own machine");
        assertThat(Functions.pure()).doesNotContainKey("file");
    }

    @Test
    void aliases_of_yaml_cannot_fill_the_memory() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 8; level++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(level, level, ("*a" + (level - 1) + ", ").repeat(6) + "x"));
        }
        assertThatThrownBy(() -> call("yamldecode", yaml.toString())).isInstanceOf(FunctionException.class);
        assertThatThrownBy(() -> call("yamldecode", "&a [*a]")).isInstanceOf(FunctionException.class);
        assertThatThrownBy(() -> call("yamldecode", "[".repeat(20_000))).isInstanceOf(FunctionException.class);
        assertThatThrownBy(() -> call("jsondecode", "[".repeat(20_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void no_text_grows_beyond_the_limit() {
        String text = "a".repeat(10_000);
        assertThatThrownBy(() -> call("replace", text, "a", text)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> call("regex_replace", text, "a", text)).hasMessageContaining("longer than");
    }
}
