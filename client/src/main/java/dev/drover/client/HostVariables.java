package dev.drover.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agent's environment variables that tasks without an image inherit. */
final class HostVariables {
    /** Credentials that an agent often has in its environment. */
    private static final Set<String> DENIED = Set.of(
            "CONSUL_TOKEN",
            "CONSUL_HTTP_TOKEN",
            "CONSUL_HTTP_TOKEN_FILE",
            "NOMAD_TOKEN",
            "VAULT_TOKEN",
            "CONSUL_LICENSE",
            "NOMAD_LICENSE",
            "VAULT_LICENSE",
            "CONSUL_LICENSE_PATH",
            "NOMAD_LICENSE_PATH",
            "VAULT_LICENSE_PATH",
            "DROVER_TOKEN",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_METADATA_URL",
            "GOOGLE_APPLICATION_CREDENTIALS");

    private HostVariables() {}

    /** What remains after {@code env.denylist}, which replaces the list above when given. */
    static Map<String, String> allowed(ClientConfig config) {
        List<String> configured = config.optionList("env.denylist");
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeAll(configured.isEmpty() ? DENIED : Set.copyOf(configured));
        return variables;
    }
}
