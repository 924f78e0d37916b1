package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits what one evaluation may make, so that a few lines that double a list or text again and again stop with a message. Each
 * new list, object and text is charged by its full size, which also bounds what later readers of the value have to walk.
 */
final class Budget {
    /** Values, counted as often as they are made or copied into others. */
    static final long VALUE_LIMIT = 5_000_000;

    /** Characters of all texts made. */
    static final long CHARACTER_LIMIT = 64_000_000;

    /** Lists and objects may nest this deep. */
    static final int DEPTH_LIMIT = 300;

    /** Blocks that {@code dynamic} blocks expand to. */
    static final int BLOCK_LIMIT = 100_000;

    private int blocks;
    private long values;
    private long characters;

    private record Pending(Value value, int depth) {}

    /** Charges one step of work, such as a round of a loop. */
    void step(SourceRange range) {
        values++;
        if (values > VALUE_LIMIT) {
            throw EvaluationFault.limit("The file makes more than " + VALUE_LIMIT + " values.", range);
        }
    }

    /** Charges a block made by a {@code dynamic} block. */
    void block(SourceRange range) {
        blocks++;
        if (blocks > BLOCK_LIMIT) {
            throw EvaluationFault.limit(
                    "The dynamic blocks of the file make more than " + BLOCK_LIMIT + " blocks.", range);
        }
    }

    /** Charges a new value with all its parts. */
    Value charge(Value value, SourceRange range) {
        switch (value) {
            case Value.Text text -> chargeText(text.value().length(), range);
            case Value.Sequence sequence -> chargeParts(value, range);
            case Value.Mapping mapping -> chargeParts(value, range);
            case Value.Num number -> step(range);
            case Value.Bool bool -> step(range);
            case Value.Null none -> step(range);
        }
        return value;
    }

    /** Charges the characters of a new text. */
    void chargeText(int length, SourceRange range) {
        characters += length;
        step(range);
        if (characters > CHARACTER_LIMIT) {
            throw EvaluationFault.limit("The file makes texts of more than " + CHARACTER_LIMIT + " characters.", range);
        }
    }

    private void chargeParts(Value root, SourceRange range) {
        Deque<Pending> pending = new ArrayDeque<>();
        pending.push(new Pending(root, 0));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            step(range);
            if (next.depth() > DEPTH_LIMIT) {
                throw EvaluationFault.limit("Lists and objects nest at most " + DEPTH_LIMIT + " deep.", range);
            }
            int depth = next.depth() + 1;
            switch (next.value()) {
                case Value.Sequence sequence ->
                    sequence.items().forEach(item -> pending.push(new Pending(item, depth)));
                case Value.Mapping mapping ->
                    mapping.entries().values().forEach(item -> pending.push(new Pending(item, depth)));
                case Value.Text text -> chargeText(text.value().length(), range);
                case Value.Num number -> {}
                case Value.Bool bool -> {}
                case Value.Null none -> {}
            }
        }
    }
}
