package dev.drover.agent.audit;

/** When in the life of a request a record is made. */
enum Stage {
    /** Before anything is done. */
    RECEIVED("OperationReceived"),
    /** When it is known how the answer begins, and before any of it is sent. */
    COMPLETE("OperationComplete");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** As records and filters write it. */
    String text() {
        return text;
    }
}
