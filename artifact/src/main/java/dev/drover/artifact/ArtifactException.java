package dev.drover.artifact;

/** An artifact cannot be fetched. The message says why and shows no password. */
public final class ArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean recoverable;

    private ArtifactException(String message, boolean recoverable) {
        super(message);
        this.recoverable = recoverable;
    }

    /** Trying again would end the same way, since the request itself is wrong. */
    public static ArtifactException wrong(String message) {
        return new ArtifactException(message, false);
    }

    /** Trying again may help. */
    public static ArtifactException failed(String message) {
        return new ArtifactException(message, true);
    }

    public boolean recoverable() {
        return recoverable;
    }
}
