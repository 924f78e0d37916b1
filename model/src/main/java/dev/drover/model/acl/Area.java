package dev.drover.model.acl;

/** What a right may be about that is given by one word for all of it. */
public enum Area {
    AGENT,
    NODE,
    OPERATOR,
    QUOTA,
    PLUGIN
}
