package dev.drover.agent.gate;

import dev.drover.model.acl.Acl;

/**
 * What the gate has found out about a request that it let pass.
 *
 * @param right what it took
 */
public record Access(Caller caller, Right right) {
    /** That of everybody, where access control is off. */
    public static final Access UNRESTRICTED = new Access(Caller.UNRESTRICTED, new Right.Anyone());

    public Acl acl() {
        return caller.acl();
    }

    /** Whether things of the namespace may be part of the answer. */
    public boolean shows(String namespace) {
        return acl().isManagement() || right.shows(acl(), namespace);
    }
}
