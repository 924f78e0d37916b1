package dev.drover.sdk;

import java.time.Duration;
import java.util.Map;

/**
 * Where the agent is and who asks.
 *
 * @param address of the agent's HTTP API, such as {@code http://127.0.0.1:4646}
 * @param region to send requests to; empty for the region of the agent
 * @param namespace of requests that name none; empty for {@code default}
 * @param token secret id of the access token; empty for none
 * @param tls used when the address starts with {@code https}
 * @param connectTimeout until the agent accepts the connection
 * @param readTimeout of silence while the agent answers; blocking queries may wait longer by the time that they ask for
 * @param retry of calls that failed
 */
public record ClientConfig(
        String address,
        String region,
        String namespace,
        String token,
        TlsConfig tls,
        Duration connectTimeout,
        Duration readTimeout,
        Retry retry) {
    public static final String DEFAULT_ADDRESS = "http://127.0.0.1:4646";

    public ClientConfig {
        address = address.contains("://") ? address : "http://" + address;
        address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    public static ClientConfig of(String address) {
        return new ClientConfig(
                address, "", "", "", TlsConfig.NONE, Duration.ofSeconds(10), Duration.ofMinutes(5), Retry.NEVER);
    }

    /** Reads {@code DROVER_ADDR}, {@code _REGION}, {@code _NAMESPACE}, {@code _TOKEN} and the TLS variables, or their {@code NOMAD_} twins. */
    public static ClientConfig fromEnvironment(Map<String, String> environment) {
        ClientConfig usual = of(variable(environment, "ADDR", DEFAULT_ADDRESS));
        return new ClientConfig(
                usual.address,
                variable(environment, "REGION", ""),
                variable(environment, "NAMESPACE", ""),
                variable(environment, "TOKEN", ""),
                TlsConfig.fromEnvironment(environment),
                usual.connectTimeout,
                usual.readTimeout,
                usual.retry);
    }

    public ClientConfig withRegion(String other) {
        return new ClientConfig(address, other, namespace, token, tls, connectTimeout, readTimeout, retry);
    }

    public ClientConfig withNamespace(String other) {
        return new ClientConfig(address, region, other, token, tls, connectTimeout, readTimeout, retry);
    }

    public ClientConfig withToken(String other) {
        return new ClientConfig(address, region, namespace, other, tls, connectTimeout, readTimeout, retry);
    }

    public ClientConfig withTls(TlsConfig other) {
        return new ClientConfig(address, region, namespace, token, other, connectTimeout, readTimeout, retry);
    }

    /**
     * With other limits of patience.
     *
     * @param connect until the agent accepts the connection
     * @param read of silence while it answers
     */
    public ClientConfig withTimeouts(Duration connect, Duration read) {
        return new ClientConfig(address, region, namespace, token, tls, connect, read, retry);
    }

    public ClientConfig withRetry(Retry other) {
        return new ClientConfig(address, region, namespace, token, tls, connectTimeout, readTimeout, other);
    }

    static String variable(Map<String, String> environment, String name, String otherwise) {
        String own = environment.getOrDefault("DROVER_" + name, "");
        String compatible = environment.getOrDefault("NOMAD_" + name, "");
        return !own.isEmpty() ? own : !compatible.isEmpty() ? compatible : otherwise;
    }
}
