package dev.drover.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of fetching share: a site, and a fetcher with folders. */
abstract class FetchTest {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    Path top;

    Site site;
    private int count;

    @BeforeEach
    void open() throws IOException {
        site = new Site();
    }

    @AfterEach
    void close() {
        site.close();
    }

    ArtifactFetcher fetcher() {
        return fetcher(ArtifactLimits.DEFAULT);
    }

    ArtifactFetcher fetcher(ArtifactLimits limits) {
        return new ArtifactFetcher(limits, List.of(top.resolve("shared")), Map.of(), true, () -> NOW);
    }

    static ArtifactLimits limits(long bytes, long unpackedBytes, long files) {
        Duration time = Duration.ofSeconds(20);
        return new ArtifactLimits(time, time, time, bytes, unpackedBytes, files);
    }

    static ArtifactRequest request(String source) {
        return new ArtifactRequest(source, Map.of(), Map.of(), ArtifactRequest.Mode.ANY, false);
    }

    static ArtifactRequest request(String source, Map<String, String> options) {
        return new ArtifactRequest(source, options, Map.of(), ArtifactRequest.Mode.ANY, false);
    }

    static ArtifactRequest request(String source, ArtifactRequest.Mode mode) {
        return new ArtifactRequest(source, Map.of(), Map.of(), mode, false);
    }

    Path staging() throws IOException {
        return Files.createDirectory(top.resolve("staging-" + count++));
    }

    ArtifactFetcher.Fetched fetch(ArtifactRequest request) throws Exception {
        return fetcher().fetch(request, staging());
    }

    ArtifactFetcher.Fetched fetch(String path) throws Exception {
        return fetch(request(site.address() + path));
    }
}
