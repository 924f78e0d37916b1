package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.HttpException;

/** What shows the inside of the process or machine is open where tokens guard it, or where the operator has opened it. */
final class Inspection {
    private Inspection() {}

    static void check(AgentConfig config) {
        if (!config.acl().enabled() && !config.http().debug()) {
            throw new HttpException(403, "Permission denied: set enable_debug in the configuration of this agent");
        }
    }
}
