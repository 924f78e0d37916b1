package dev.drover.model.wire;

/** An enum constant with a name of its own on the wire. */
public interface WireName {
    String wireName();
}
