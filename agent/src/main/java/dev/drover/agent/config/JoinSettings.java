package dev.drover.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom an agent turns to when it starts.
 *
 * @param startJoin tried once; the agent does not start when none answers
 * @param retryJoin tried until one answers
 * @param retryMax how often they are tried before the agent ends; 0 for ever
 */
public record JoinSettings(List<String> startJoin, List<String> retryJoin, int retryMax, Duration retryInterval) {

    /** The block {@code server_join} of server or client, and the older keys that stand beside it. */
    static JoinSettings of(Settings settings, String side) {
        String block = side + ".server_join.";
        String older = side + ".";
        int retryMax = settings.number(block + "retry_max", settings.number(older + "retry_max", 0));
        if (retryMax < 0) {
            throw new ConfigException(settings.origin(block + "retry_max") + " must not be negative, found " + retryMax
                    + "; 0 retries for ever");
        }
        return new JoinSettings(
                addresses(settings, block + "start_join", older + "start_join"),
                addresses(settings, block + "retry_join", older + "retry_join"),
                retryMax,
                settings.duration(
                        block + "retry_interval", settings.duration(older + "retry_interval", Duration.ofSeconds(30))));
    }

    private static List<String> addresses(Settings settings, String... keys) {
        List<String> all = new ArrayList<>();
        for (String key : keys) {
            for (String address : settings.list(key)) {
                if (address.contains("provider=")) {
                    throw new ConfigException(settings.origin(key)
                            + ": looking servers up at a cloud provider is not supported; list host names or addresses"
                            + " instead of \"" + address + "\"");
                }
                String resolved = AddressTemplate.resolve(address.strip(), settings.origin(key));
                if (!resolved.isEmpty() && !all.contains(resolved)) {
                    all.add(resolved);
                }
            }
        }
        return List.copyOf(all);
    }
}
