package dev.drover.agent.config;

/** The agent cannot start with this configuration; the message names the place and the remedy. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
