package dev.drover.sdk;

/** The agent answered with a status that is not a success. */
public final class ApiException extends DroverException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    ApiException(int status, String reason) {
        super("Unexpected response code: " + status + " (" + reason + ")", null);
        this.status = status;
        this.reason = reason;
    }

    /** The HTTP status, such as 404. */
    public int status() {
        return status;
    }

    /** What the agent said. */
    public String reason() {
        return reason;
    }

    public boolean isNotFound() {
        return status == 404;
    }
}
