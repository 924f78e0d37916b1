package dev.drover.server.quota;

import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.server.Core;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.command.SettingsCommand;
import java.util.List;

/** What operators do with quotas. */
public final class QuotaEndpoint {
    private final Core core;
    private final String region;

    public QuotaEndpoint(Core core, ServerConfig config) {
        this.core = core;
        this.region = config.region();
    }

    /**
     * Makes or changes a quota.
     *
     * @return index of the change
     * @throws ServerException with status 400 when it asks for what cannot be kept
     */
    public long upsert(QuotaSpec quota) {
        return core.propose(new SettingsCommand.UpsertQuotas(List.of(QuotaRules.checked(quota))));
    }

    /**
     * Takes a quota out that no namespace is under.
     *
     * @return index of the change
     */
    public long delete(String name) {
        State state = core.state();
        if (state.quota(name).isEmpty()) {
            throw ServerException.notFound("quota not found");
        }
        List<String> users = state.namespaces().stream()
                .filter(namespace -> namespace.quota().equals(name))
                .map(namespace -> namespace.name())
                .toList();
        if (!users.isEmpty()) {
            throw ServerException.badRequest("quota \"" + name + "\" is used by namespaces " + String.join(", ", users)
                    + "; give them another one first");
        }
        return core.propose(new SettingsCommand.DeleteQuotas(List.of(name)));
    }

    /** What is used of a quota in this region. */
    public QuotaUsage usage(State state, QuotaSpec quota) {
        return Usages.of(state, quota, region);
    }
}
