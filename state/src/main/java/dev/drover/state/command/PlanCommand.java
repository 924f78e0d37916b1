package dev.drover.state.command;

import dev.drover.state.plan.PlanCommit;

/** What the plan applier has found to fit. */
public sealed interface PlanCommand extends Command {
    record Commit(PlanCommit plan) implements PlanCommand {}
}
