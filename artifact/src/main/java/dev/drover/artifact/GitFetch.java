package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fetches a repository by the {@code git} program. The program and not a library, since it speaks every protocol that people's servers speak (keys of
 * all kinds, partial fetches, submodules), and lives in a process of its own that can be ended. It gets no terminal, no settings of the machine or the user, no hooks,
 * and no protocols beside the usual ones, so that an address cannot start a program.
 */
final class GitFetch {
    private static final int MAX_OUTPUT = 4_000;
    private static final String HEAD = "refs/remotes/origin/HEAD";
    private static final String NOTHING = "/dev/null";

    private final Path staging;
    private final Duration time;
    private final Map<String, String> environment;
    private final boolean insecure;
    private final boolean localAllowed;
    private final long end;

    GitFetch(Path staging, Duration time, Map<String, String> environment, boolean insecure, boolean localAllowed) {
        this.staging = staging;
        this.time = time;
        this.environment = environment;
        this.insecure = insecure;
        this.localAllowed = localAllowed;
        this.end = System.nanoTime() + time.toNanos();
    }

    void fetch(Source source, Path folder) throws ArtifactException, IOException, InterruptedException {
        String ref = source.option("ref");
        String depth = source.option("depth");
        if (ref.startsWith("-") || ref.contains("..") || ref.chars().anyMatch(letter -> letter <= ' ')) {
            throw ArtifactException.wrong("\"" + ref + "\" is no name of a branch, tag or commit");
        }
        if (!depth.isEmpty() && !depth.matches("[1-9][0-9]{0,8}")) {
            throw ArtifactException.wrong("depth \"" + depth + "\" is no positive number");
        }
        String key = source.option("sshkey");
        Path keyFile = key.isEmpty() ? Path.of(NOTHING) : writeKey(key);
        try {
            fetch(source, folder, keyFile, ref, depth);
        } finally {
            if (!key.isEmpty()) {
                Files.delete(keyFile);
            }
        }
    }

    private void fetch(Source source, Path folder, Path keyFile, String ref, String depth)
            throws ArtifactException, IOException, InterruptedException {
        git(folder, keyFile, "init", "--quiet", "--template=");
        git(folder, keyFile, "remote", "add", "--", "origin", source.uri().toString());
        if (depth.isEmpty()) {
            git(
                    folder,
                    keyFile,
                    "fetch",
                    "--quiet",
                    "--tags",
                    "origin",
                    "+refs/heads/*:refs/remotes/origin/*",
                    "+HEAD:" + HEAD);
            git(folder, keyFile, "checkout", "--quiet", "--detach", revision(folder, keyFile, ref));
        } else {
            git(folder, keyFile, "fetch", "--quiet", "--depth", depth, "origin", ref.isEmpty() ? "HEAD" : ref);
            git(folder, keyFile, "checkout", "--quiet", "--detach", "FETCH_HEAD");
        }
        if (Files.exists(folder.resolve(".gitmodules"))) {
            git(folder, keyFile, "submodule", "--quiet", "update", "--init", "--recursive");
        }
        if (source.uri().getRawUserInfo() != null) {
            // The task finds the repository but not the password by which it was fetched.
            git(
                    folder,
                    keyFile,
                    "remote",
                    "set-url",
                    "--",
                    "origin",
                    Source.shown(source.uri().toString()));
        }
    }

    /** Branches of the other side first, then tags and commits. */
    private String revision(Path folder, Path key, String ref)
            throws ArtifactException, IOException, InterruptedException {
        if (ref.isEmpty()) {
            return HEAD;
        }
        for (String name : List.of("refs/remotes/origin/" + ref, "refs/tags/" + ref, ref)) {
            if (run(folder, key, List.of("rev-parse", "--verify", "--quiet", name + "^{commit}"))
                            .code()
                    == 0) {
                return name;
            }
        }
        throw ArtifactException.failed("the repository has no branch, tag or commit \"" + ref + "\"");
    }

    private Path writeKey(String encoded) throws ArtifactException, IOException {
        try {
            Path file = Files.createFile(
                    staging.resolve("key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, Base64.getDecoder().decode(encoded));
            return file;
        } catch (IllegalArgumentException fault) {
            throw ArtifactException.wrong("sshkey is not in base 64");
        }
    }

    private record Result(int code, String output) {}

    private void git(Path folder, Path key, String... arguments)
            throws ArtifactException, IOException, InterruptedException {
        Result result = run(folder, key, List.of(arguments));
        if (result.code != 0) {
            throw ArtifactException.failed("git " + arguments[0] + " failed: " + Source.shown(result.output.strip()));
        }
    }

    private Result run(Path folder, Path key, List<String> arguments)
            throws ArtifactException, IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "core.hooksPath=" + NOTHING, "-c", "protocol.ext.allow=never"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        surround(builder.environment(), key);
        Process process = builder.start();
        process.getOutputStream().close();
        try (Download.Watchdog watchdog =
                new Download.Watchdog(Duration.ofNanos(Math.max(1, end - System.nanoTime())), () -> kill(process))) {
            String output = tail(process.getInputStream());
            int code = process.waitFor();
            if (watchdog.hasBitten()) {
                throw ArtifactException.failed("git took longer than " + time);
            }
            return new Result(code, output);
        } finally {
            kill(process);
            process.waitFor(1, TimeUnit.SECONDS);
        }
    }

    private void surround(Map<String, String> variables, Path key) {
        String path = variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.clear();
        variables.put("PATH", path);
        variables.put("HOME", staging.toString());
        variables.put("LC_ALL", "C");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_ASKPASS", "false");
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_CONFIG_GLOBAL", NOTHING);
        variables.put("GIT_ALLOW_PROTOCOL", "http:https:ssh:git" + (localAllowed ? ":file" : ""));
        String identity = key.toString().equals(NOTHING) ? "" : " -o IdentitiesOnly=yes -i " + quoted(key.toString());
        // A list of files, so that the quotes are for ssh itself.
        String knownHosts = "UserKnownHostsFile=\"" + staging.resolve("known_hosts") + "\"";
        variables.put(
                "GIT_SSH_COMMAND",
                "ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o " + quoted(knownHosts) + identity);
        if (insecure) {
            variables.put("GIT_SSL_NO_VERIFY", "1");
        }
        variables.putAll(environment);
    }

    /** One word of a shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Keeps the end of what a program says, which has the reason. */
    private static String tail(InputStream in) throws IOException {
        StringBuilder tail = new StringBuilder();
        byte[] buffer = new byte[MAX_OUTPUT];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                tail.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                tail.delete(0, Math.max(0, tail.length() - MAX_OUTPUT));
            }
        }
        return tail.toString();
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
