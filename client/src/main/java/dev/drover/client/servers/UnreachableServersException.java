package dev.drover.client.servers;

/** No server could be reached or none could help within a while; what was asked may be asked again. */
public final class UnreachableServersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableServersException(String message) {
        super(message);
    }
}
