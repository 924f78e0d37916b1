package dev.drover.agent.api;

/** The version of the compatible surface that agents report, since clients and constraints compare it. */
public final class Version {
    public static final String COMPATIBLE = "2.0.6";

    private Version() {}
}
