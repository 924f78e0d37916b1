package dev.drover.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitTest extends FetchTest {
    private Path repository;
    private String first = "";

    @BeforeEach
    void make() throws Exception {
        repository = Files.createDirectories(top.resolve("shared/app"));
        git("init", "--quiet", "--initial-branch=main");
        Files.createDirectory(repository.resolve("conf"));
        commit("conf/app.conf", "one");
        first = git("rev-parse", "HEAD").strip();
        git("tag", "v1");
        commit("conf/app.conf", "two");
        git("checkout", "--quiet", "-b", "other");
        commit("conf/app.conf", "three");
        git("checkout", "--quiet", "main");
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void commit(String file, String content) throws Exception {
        Files.writeString(repository.resolve(file), content);
        git("add", file);
        git("commit", "--quiet", "-m", content);
    }

    private Path fetchGit(Map<String, String> options) throws Exception {
        return fetch(request("git::file://" + repository, options)).tree();
    }

    @Test
    void a_repository_is_fetched_with_the_branch_that_it_names_first() throws Exception {
        assertThat(fetchGit(Map.of()).resolve("conf/app.conf")).hasContent("two");
    }

    @Test
    void branches_tags_and_commits_are_found() throws Exception {
        assertThat(fetchGit(Map.of("ref", "other")).resolve("conf/app.conf")).hasContent("three");
        assertThat(fetchGit(Map.of("ref", "v1")).resolve("conf/app.conf")).hasContent("one");
        assertThat(fetchGit(Map.of("ref", first)).resolve("conf/app.conf")).hasContent("one");
        assertThat(fetchGit(Map.of("ref", first.substring(0, 8))).resolve("conf/app.conf"))
                .hasContent("one");
        assertThatThrownBy(() -> fetchGit(Map.of("ref", "nope")))
                .hasMessageContaining("no branch, tag or commit \"nope\"");
    }

    @Test
    void a_shallow_fetch_has_as_many_commits_as_wished() throws Exception {
        Path tree = fetchGit(Map.of("depth", "1", "ref", "main"));

        assertThat(tree.resolve("conf/app.conf")).hasContent("two");
        assertThat(Files.readString(tree.resolve(".git/shallow")).strip()).hasSize(40);
    }

    @Test
    void a_folder_of_a_repository_is_enough() throws Exception {
        Path tree =
                fetch(request("git::file://" + repository + "//conf?ref=v1")).tree();

        assertThat(tree.resolve("app.conf")).hasContent("one");
    }

    @Test
    void a_repository_is_fetched_over_http() throws Exception {
        git("update-server-info");
        try (Stream<Path> files = Files.walk(repository.resolve(".git"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                site.put("/app.git/" + repository.resolve(".git").relativize(file), Files.readAllBytes(file));
            }
        }

        Path tree = fetch(request("git::" + site.address() + "/app.git")).tree();

        assertThat(tree.resolve("conf/app.conf")).hasContent("two");
    }

    /** Fetches over a program that stands for ssh: it writes down how it is called, and runs here what it is to run there. */
    private ArtifactFetcher.Fetched fetchOverSsh(Map<String, String> options, String... lines) throws Exception {
        Path programs = Files.createDirectories(top.resolve("a folder/bin"));
        Path ssh = programs.resolve("ssh");
        List<String> script = new ArrayList<>(List.of("#!/bin/sh"));
        script.addAll(List.of(lines));
        // The command is the last word.
        script.add("for last; do :; done; exec sh -c \"$last\"");
        Files.write(ssh, script);
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        ArtifactFetcher fetcher = new ArtifactFetcher(
                ArtifactLimits.DEFAULT,
                List.of(),
                Map.of("PATH", programs + ":" + System.getenv("PATH"), "OUT", top.toString()),
                true,
                () -> NOW);
        return fetcher.fetch(
                request("git::ssh://git@host.example:2222" + repository, options),
                Files.createDirectory(top.resolve("a folder/staging")));
    }

    @Test
    void a_key_goes_to_ssh_in_a_file_of_the_agent_alone_and_is_gone_afterwards() throws Exception {
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n";

        Path tree = fetchOverSsh(
                        Map.of("sshkey", Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))),
                        "printf '%s\\n' \"$@\" > $OUT/arguments",
                        "while [ \"$1\" != -i ]; do shift; done",
                        "stat -c %a \"$2\" > $OUT/rights",
                        "cat \"$2\" > $OUT/key")
                .tree();

        assertThat(tree.resolve("conf/app.conf")).hasContent("two");
        assertThat(top.resolve("key")).hasContent(key);
        assertThat(top.resolve("rights")).hasContent("600");
        assertThat(Files.readAllLines(top.resolve("arguments")))
                .containsSubsequence(
                        "IdentitiesOnly=yes",
                        "-i",
                        top.resolve("a folder/staging/key").toString())
                .contains("UserKnownHostsFile=\"" + top.resolve("a folder/staging/known_hosts") + "\"")
                .containsSubsequence("-p", "2222", "git@host.example");
        assertThat(top.resolve("a folder/staging/key")).doesNotExist();
    }

    @Test
    void a_key_is_gone_when_the_fetch_fails() {
        assertThatThrownBy(() -> fetchOverSsh(Map.of("sshkey", "eA=="), "exit 1"))
                .hasMessageContaining("git fetch failed");
        assertThat(top.resolve("a folder/staging")).exists();
        assertThat(top.resolve("a folder/staging/key")).doesNotExist();
        assertThatThrownBy(() -> fetchGit(Map.of("sshkey", "no base 64"))).hasMessageContaining("is not in base 64");
    }

    @Test
    void a_shallow_fetch_over_ssh_has_no_key_where_none_is_given() throws Exception {
        Path tree = fetchOverSsh(Map.of("depth", "1", "ref", "other"), "printf '%s\\n' \"$@\" > $OUT/arguments")
                .tree();

        assertThat(tree.resolve("conf/app.conf")).hasContent("three");
        assertThat(Files.readAllLines(tree.resolve(".git/shallow"))).hasSize(1);
        assertThat(Files.readAllLines(top.resolve("arguments"))).doesNotContain("-i", "IdentitiesOnly=yes");
    }

    @Test
    void hooks_of_the_template_folder_do_not_run() throws Exception {
        Path tree = fetchGit(Map.of());

        assertThat(tree.resolve(".git/hooks")).doesNotExist();
    }

    @Test
    void a_link_that_leads_out_makes_the_repository_useless() throws Exception {
        Files.createSymbolicLink(repository.resolve("evil"), Path.of("/etc/passwd"));
        git("add", "evil");
        git("commit", "--quiet", "-m", "evil");

        assertThatThrownBy(() -> fetchGit(Map.of())).hasMessageContaining("out of the artifact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--upload-pack=touch /tmp/x", "a b", "a..b"})
    void a_ref_is_never_taken_for_an_option(String ref) {
        assertThatThrownBy(() -> fetchGit(Map.of("ref", ref))).hasMessageContaining("is no name of a branch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git::ext::sh -c id", "git::file:///etc", "git::-oProxyCommand=x", "git::ext://x/y"})
    void an_address_starts_no_program_and_reads_no_other_folder(String source) {
        assertThatThrownBy(() -> fetch(request(source))).isInstanceOf(ArtifactException.class);
    }

    @Test
    void a_repository_that_wants_a_password_fails_instead_of_asking() {
        site.page("/app.git/info/refs", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
            exchange.sendResponseHeaders(401, -1);
        });

        assertThatThrownBy(() -> fetch(request("git::" + site.address().replace("//", "//ann:secret@") + "/app.git")))
                .hasMessageContaining("git fetch failed")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_repository_is_no_file_and_has_no_checksum() {
        assertThatThrownBy(() -> fetch(request("git::file://" + repository, ArtifactRequest.Mode.FILE)))
                .hasMessageContaining("a repository is no file");
        assertThatThrownBy(() -> fetchGit(Map.of("checksum", "md5:5d41402abc4b2a76b9719d911017c592")))
                .hasMessageContaining("has no checksum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.com/org/repo//sub?ref=v1",
                "github.com/org/repo/sub?ref=v1",
                "git::https://github.com/org/repo.git//sub?ref=v1",
            })
    void short_forms_stand_for_addresses(String source) throws Exception {
        Source parsed = Source.parse(request(source));

        assertThat(parsed.kind()).isEqualTo("git");
        assertThat(parsed.uri()).hasToString("https://github.com/org/repo.git");
        assertThat(parsed.folder()).isEqualTo("sub");
        assertThat(parsed.option("ref")).isEqualTo("v1");
    }

    @Test
    void the_form_of_ssh_stands_for_an_address() throws Exception {
        Source parsed = Source.parse(request("git@github.com:org/repo.git?depth=1"));

        assertThat(parsed.kind()).isEqualTo("git");
        assertThat(parsed.uri()).hasToString("ssh://git@github.com/org/repo.git");
        assertThat(parsed.option("depth")).isEqualTo("1");
    }
}
