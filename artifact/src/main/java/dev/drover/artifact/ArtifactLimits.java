package dev.drover.artifact;

import java.time.Duration;

/**
 * How much an artifact may take.
 *
 * @param httpTime for a download over HTTP or from a file
 * @param downloadBytes of one download; 0 for no limit
 * @param unpackedBytes of all files that come out of an archive; 0 for no limit
 * @param unpackedFiles how many files may come out of it; 0 for no limit
 */
public record ArtifactLimits(
        Duration httpTime,
        Duration gitTime,
        Duration s3Time,
        long downloadBytes,
        long unpackedBytes,
        long unpackedFiles) {
    private static final long GIGABYTE = 1_000_000_000L;

    public static final ArtifactLimits DEFAULT = new ArtifactLimits(
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            100 * GIGABYTE,
            100 * GIGABYTE,
            4_096);
}
