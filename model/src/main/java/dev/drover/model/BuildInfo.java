package dev.drover.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Drover this is. The distribution adds the facts as a resource; without it (a test of a single room) the version is
 * that of an unknown development build.
 *
 * @param version a semantic version, such as {@code 0.1.0-dev}
 * @param commit the abbreviated commit that was built, or empty where it is not known
 */
public record BuildInfo(String version, String commit) {
    private static final String RESOURCE = "/dev/drover/build.properties";

    /** The build that this process runs. */
    public static BuildInfo current() {
        try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return new BuildInfo("0.0.0-dev", "");
            }
            Properties facts = new Properties();
            facts.load(resource);
            String version = facts.getProperty("version", "").replace("-SNAPSHOT", "-dev");
            return new BuildInfo(version, facts.getProperty("commit", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
