package dev.drover.artifact;

import java.util.Map;

/**
 * What a task wants.
 *
 * @param source an address, with {@code git::} or {@code s3::} before it where its kind does not show, and {@code //folder} behind it for a part
 * @param options {@code checksum}, {@code archive}, {@code filename}, {@code ref}, {@code depth}, {@code sshkey}, {@code region}... they may stand in
 *     the address as well
 * @param headers for requests over HTTP
 * @param insecure certificates are not checked
 */
public record ArtifactRequest(
        String source, Map<String, String> options, Map<String, String> headers, Mode mode, boolean insecure) {
    /** What is expected. */
    public enum Mode {
        /** A file, an archive or a folder, whatever it is. */
        ANY,
        /** One file, which gets the name of the destination. */
        FILE,
        /** A folder: an archive or a repository. */
        DIR
    }

    public ArtifactRequest {
        options = Map.copyOf(options);
        headers = Map.copyOf(headers);
    }
}
