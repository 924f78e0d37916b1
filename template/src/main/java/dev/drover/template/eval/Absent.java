package dev.drover.template.eval;

/** What a missing field gives: it can be asked for fields again and is written as {@code <no value>}; functions get nil. */
enum Absent {
    ABSENT
}
