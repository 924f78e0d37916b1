package dev.drover.state;

/** The tables of the state; each knows the index of the command that changed it last. */
public enum Table {
    JOBS,
    JOB_VERSIONS,
    JOB_SUMMARIES,
    JOB_SUBMISSIONS,
    NODES,
    ALLOCATIONS,
    EVALUATIONS,
    DEPLOYMENTS,
    SCALING_POLICIES,
    SCALING_EVENTS,
    PERIODIC_LAUNCHES,
    NAMESPACES,
    NODE_POOLS,
    SCHEDULER_CONFIGURATION,
    QUOTAS,
    CSI_VOLUMES,
    ACL_POLICIES,
    ACL_TOKENS,
    ACL_ROLES,
    ONE_TIME_TOKENS,
    ROOT_KEYS,
    AUTOPILOT_CONFIGURATION
}
