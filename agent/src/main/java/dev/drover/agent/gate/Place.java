package dev.drover.agent.gate;

/** Where the namespace of a request is found. */
public enum Place {
    /** In the query; a list may be of all namespaces, and then shows those that the caller may see. */
    LIST,
    /** In the query, of one namespace. */
    QUERY,
    /** It is that of the allocation in the path. */
    ALLOCATION,
    /** It is that of the evaluation in the path. */
    EVALUATION,
    /** It is that of the deployment in the path. */
    DEPLOYMENT,
    /** It is that of the job whose scaling policy is in the path. */
    SCALING_POLICY
}
