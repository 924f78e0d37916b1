package dev.drover.jobspec.decode;

import java.util.function.BiConsumer;

/** The label of a block: {@code name} says what it stands for. */
record LabelRule<B>(String name, boolean required, BiConsumer<B, String> set) {}
