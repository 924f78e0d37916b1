package dev.drover.cli.job;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the web UI shows jobs. */
final class JobPages {
    static final String ALL = "jobs";

    private JobPages() {}

    static String of(String jobId, String namespace) {
        return "jobs/" + URLEncoder.encode(jobId, StandardCharsets.UTF_8) + "@"
                + (namespace.isEmpty() ? "default" : namespace);
    }
}
