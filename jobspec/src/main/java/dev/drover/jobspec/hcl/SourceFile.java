package dev.drover.jobspec.hcl;

/** A text under the name that messages give it. Offsets into it are UTF-16 indexes; lines and columns count from 1. */
public record SourceFile(String name, String text) {}
