package dev.drover.state.packed;

import dev.drover.model.wire.ReadOnly;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A list that makes its elements when they are asked for. */
abstract class PackedList<T> extends AbstractList<T> implements RandomAccess, ReadOnly {}
