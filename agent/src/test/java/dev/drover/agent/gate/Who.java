package dev.drover.agent.gate;

/** Who walks through the gate. */
enum Who {
    /** No token. */
    NOBODY,
    /** A token that there is not. */
    STRANGER,
    /** A management token that has had its time. */
    EXPIRED,
    /** May do everything, in a namespace in which nothing is. */
    OF_ANOTHER_NAMESPACE,
    /** May read everything. */
    READER,
    /** May write everything. */
    WRITER,
    /** May do everything. */
    MANAGER;

    /** How he is refused. */
    String refusal(Right right) {
        return switch (this) {
            case STRANGER -> right instanceof Right.Anyone ? "Permission denied" : "ACL token not found";
            case EXPIRED -> right instanceof Right.Anyone ? "Permission denied" : "ACL token expired";
            case NOBODY, OF_ANOTHER_NAMESPACE, READER, WRITER, MANAGER -> "Permission denied";
        };
    }
}
