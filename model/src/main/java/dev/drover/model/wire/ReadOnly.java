package dev.drover.model.wire;

/** A list or map that nobody can change, though it is none of the platform's own; records take it as it is and copy any other. */
public interface ReadOnly {}
