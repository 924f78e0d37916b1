package dev.drover.drivers.engine;

/** The engine refused a request or could not be reached. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status HTTP status of the answer, or 0 when there was none */
    EngineException(int status, String message) {
        super(message);
        this.status = status;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    public boolean isConflict() {
        return status == 409;
    }

    /** True when the fault may lie in the engine's state and not in the request, so that the same request may work later. */
    public boolean mayPass() {
        return status == 0 || status >= 500;
    }
}
