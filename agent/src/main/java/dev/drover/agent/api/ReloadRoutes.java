package dev.drover.agent.api;

import dev.drover.agent.Reload;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.List;

/** Reading the configuration again, as SIGHUP has it done. */
final class ReloadRoutes {
    private final Reload reload;

    ReloadRoutes(Reload reload) {
        this.reload = reload;
    }

    List<Route> routes() {
        return List.of(Route.write("/v1/agent/reload", this::reload).in(Scope.AGENT));
    }

    private Answer reload(ApiRequest request) {
        try {
            reload.run();
            return Answer.done();
        } catch (ConfigException fault) {
            throw new HttpException(500, "failed to reload config: " + fault.getMessage());
        }
    }
}
