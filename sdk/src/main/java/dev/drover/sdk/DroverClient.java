package dev.drover.sdk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of the HTTP API, grouped as the API is. Calls block until the agent answers, and throw a {@link DroverException}
 * where it does not give what was asked for. Instances are immutable, cheap, and may be shared between threads.
 *
 * <pre>{@code
 * DroverClient client = DroverClient.fromEnvironment();
 * client.jobs().register(job);
 * Answer<List<JobListStub>> jobs = client.jobs().list(Query.NONE);
 * jobs = client.jobs().list(Query.NONE.index(jobs.index())); // waits for a change
 * }</pre>
 */
public final class DroverClient {
    private final ClientConfig config;
    private final Transport transport;

    public DroverClient(ClientConfig config) {
        this.config = config;
        this.transport = new Transport(config);
    }

    /** A client set up by {@code DROVER_ADDR} and its like, see {@link ClientConfig#fromEnvironment}. */
    public static DroverClient fromEnvironment() {
        return new DroverClient(ClientConfig.fromEnvironment(System.getenv()));
    }

    public ClientConfig config() {
        return config;
    }

    public Jobs jobs() {
        return new Jobs(transport);
    }

    public Allocations allocations() {
        return new Allocations(transport);
    }

    public AllocationFiles files() {
        return new AllocationFiles(transport);
    }

    public Nodes nodes() {
        return new Nodes(transport);
    }

    public Evaluations evaluations() {
        return new Evaluations(transport);
    }

    public Deployments deployments() {
        return new Deployments(transport);
    }

    public ClusterEvents events() {
        return new ClusterEvents(transport);
    }

    public Scaling scaling() {
        return new Scaling(transport);
    }

    public Quotas quotas() {
        return new Quotas(transport);
    }

    public Namespaces namespaces() {
        return new Namespaces(transport);
    }

    public NodePools nodePools() {
        return new NodePools(transport);
    }

    /** Root keys; those of gossip are with {@link #agent}. */
    public Keyring keyring() {
        return new Keyring(transport);
    }

    public StoragePlugins storagePlugins() {
        return new StoragePlugins(transport);
    }

    public Recommendations recommendations() {
        return new Recommendations(transport);
    }

    public SentinelPolicies sentinelPolicies() {
        return new SentinelPolicies(transport);
    }

    /** Tokens, policies and roles. */
    public AccessControl accessControl() {
        return new AccessControl(transport);
    }

    public Search search() {
        return new Search(transport);
    }

    public Agent agent() {
        return new Agent(transport);
    }

    public Status status() {
        return new Status(transport);
    }

    /** Work that operators ask for, on the whole region. */
    public Maintenance maintenance() {
        return new Maintenance(transport);
    }

    /** The group of servers and its state. */
    public Operator operator() {
        return new Operator(transport);
    }

    /**
     * Any call, for what has no method here.
     *
     * @param path from {@code /v1/} on, encoded
     */
    public Answer<byte[]> call(
            String method, String path, Query query, Map<String, String> headers, byte @Nullable [] body) {
        return transport.send(method, path, query, headers, body);
    }
}
