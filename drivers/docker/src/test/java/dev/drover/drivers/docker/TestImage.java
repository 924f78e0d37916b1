package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** An image of one static busybox, as {@code docker save} would write it. */
final class TestImage {
    static final String NAME = "drover-test/busybox:1";

    private static final List<String> APPLETS = List.of(
            "sh", "echo", "sleep", "mkdir", "httpd", "cat", "stty", "ps", "hostname", "id", "touch", "head", "tail");

    private TestImage() {}

    /** @param name by which the engine will know it */
    static void write(Path archive, Path busybox, String name) {
        try {
            Path work = Files.createTempDirectory(archive.resolveSibling(""), "image");
            Path programs = Files.createDirectories(work.resolve("layer/bin"));
            Files.createDirectories(work.resolve("layer/tmp"));
            Files.copy(busybox, programs.resolve("busybox"));
            for (String applet : APPLETS) {
                Files.createSymbolicLink(programs.resolve(applet), Path.of("busybox"));
            }
            tar(work.resolve("layer.tar"), work.resolve("layer"), "bin", "tmp");
            Files.write(work.resolve("config.json"), Json.writeBytes(config(sha256(work.resolve("layer.tar")))));
            Map<String, Object> manifest =
                    Map.of("Config", "config.json", "RepoTags", List.of(name), "Layers", List.of("layer.tar"));
            Files.write(work.resolve("manifest.json"), Json.writeBytes(List.of(manifest)));
            tar(archive, work, "manifest.json", "config.json", "layer.tar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> config(String layer) {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return Map.of(
                "architecture",
                processor,
                "os",
                "linux",
                "config",
                Map.of("Env", List.of("PATH=/bin")),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of("sha256:" + layer)));
    }

    private static void tar(Path archive, Path folder, String... names) throws IOException {
        ProcessBuilder tar = new ProcessBuilder("tar", "-cf", archive.toString(), "-C", folder.toString());
        tar.command().addAll(List.of(names));
        try {
            assertThat(tar.inheritIO().start().waitFor()).as("tar").isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
