package dev.drover.agent.config;

import dev.drover.gossip.KeyRing;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server finds the others and forms a cluster with them.
 *
 * @param bootstrapExpect how many servers form the first cluster of the region; 0 for a server that only joins one
 * @param encrypt key of the gossip in base64, empty to send it plain
 * @param rejoinAfterLeave whether a server that left joins again when it starts
 */
public record ClusterSettings(
        int bootstrapExpect, String encrypt, JoinSettings join, boolean rejoinAfterLeave, RaftSettings raft) {

    static ClusterSettings of(boolean dev, boolean server, Settings settings) {
        return new ClusterSettings(
                expect(dev, server, settings),
                encrypt(settings),
                JoinSettings.of(settings, "server"),
                settings.bool("server.rejoin_after_leave", false),
                RaftSettings.of(settings));
    }

    /** The ring to encrypt the gossip with. */
    public KeyRing keys() {
        return encrypt.isEmpty() ? KeyRing.empty() : KeyRing.of(encrypt);
    }

    private static int expect(boolean dev, boolean server, Settings settings) {
        String key = "server.bootstrap_expect";
        int expect = settings.number(key, dev ? 1 : 0);
        if (expect < 0) {
            throw new ConfigException(settings.origin(key) + " must not be negative, found " + expect);
        }
        if (dev && expect != 1) {
            throw new ConfigException(settings.origin(key) + " cannot be " + expect
                    + " with -dev, which is a cluster of one; use -server with a data_dir instead of -dev");
        }
        if (expect > 0 && !server) {
            throw new ConfigException(
                    settings.origin(key) + " requires server mode to be enabled: add -server, or set server.enabled");
        }
        return expect;
    }

    private static String encrypt(Settings settings) {
        String key = "server.encrypt";
        String encrypt = settings.text(key, "");
        try {
            return encrypt.isEmpty() ? "" : KeyRing.of(encrypt).keys().getFirst();
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(
                    settings.origin(key) + ": " + fault.getMessage() + "; `openssl rand -base64 32` makes a key");
        }
    }

    /** What is allowed and most likely not meant. */
    List<String> warnings(boolean dev, boolean server) {
        List<String> warnings = new ArrayList<>();
        if (dev || !server) {
            return warnings;
        }
        if (bootstrapExpect > 0 && bootstrapExpect % 2 == 0) {
            warnings.add("bootstrap_expect is the even number " + bootstrapExpect
                    + ": a cluster of that size survives no more failures than one of " + (bootstrapExpect - 1)
                    + "; an odd number is better");
        }
        if (bootstrapExpect == 1) {
            warnings.add(
                    "bootstrap_expect is 1: this server forms a cluster of its own at once; it must not be set so on a second one");
        }
        if (bootstrapExpect == 0
                && join.startJoin().isEmpty()
                && join.retryJoin().isEmpty()) {
            warnings.add(
                    "neither bootstrap_expect nor server_join is set: this server does nothing until it is joined to others");
        }
        return warnings;
    }
}
