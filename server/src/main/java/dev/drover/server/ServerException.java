package dev.drover.server;

/** A request that cannot be fulfilled, with the HTTP status that says why and a message that says what to do. */
public final class ServerException extends RuntimeException {
    /** Status of what expected another state than there is. */
    public static final int CONFLICT = 409;

    private static final long serialVersionUID = 1L;

    private final int status;

    public ServerException(int status, String message) {
        super(message);
        this.status = status;
    }

    public static ServerException badRequest(String message) {
        return new ServerException(400, message);
    }

    public static ServerException notFound(String message) {
        return new ServerException(404, message);
    }

    public static ServerException conflict(String message) {
        return new ServerException(CONFLICT, message);
    }

    public static ServerException failed(String message) {
        return new ServerException(500, message);
    }

    /** Only the leader can do what was asked, and this server does not lead, or not any longer. */
    public static ServerException notLeader() {
        return failed("not leader: only the leader can do this");
    }

    /** Nobody leads, so nothing can be decided and no read be confirmed. */
    public static ServerException noLeader() {
        return failed("No cluster leader");
    }

    public int status() {
        return status;
    }

    /** The message, which is always there. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
