package dev.drover.cli.deployment;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Matches;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds a deployment by the beginning of its id. */
final class DeploymentLookup {
    private DeploymentLookup() {}

    static Deployment one(Context context, String typed) {
        String prefix = Matches.askable(typed);
        List<Deployment> found = context.ask(
                "Error retrieving deployment",
                () -> context.client()
                        .deployments()
                        .list(Query.NONE.prefix(prefix))
                        .value());
        return Matches.one(
                "deployment", typed, found, Deployment::id, many -> DeploymentText.table(many, new Ids(false)));
    }
}
