package dev.drover.scheduler.ranking;

import java.util.Arrays;

/**
 * Counts by number, zero for all that were never counted. A hash table with open addressing over two arrays: a job may have a thousand
 * groups on ten thousand nodes, and most groups are on few.
 */
final class IntCounts {
    private static final int FREE = -1;
    private static final int LEAST_ROOM = 16;

    /** Takes what a count belongs to. */
    interface Visitor {
        void visit(int number, int count);
    }

    private int[] numbers = new int[LEAST_ROOM];
    private int[] counts = new int[LEAST_ROOM];
    private int used;

    IntCounts() {
        Arrays.fill(numbers, FREE);
    }

    int get(int number) {
        int slot = slot(numbers, number);
        return numbers[slot] == FREE ? 0 : counts[slot];
    }

    void add(int number, int amount) {
        int slot = slot(numbers, number);
        if (numbers[slot] == FREE) {
            if (2 * (used + 1) > numbers.length) {
                grow();
                slot = slot(numbers, number);
            }
            numbers[slot] = number;
            used++;
        }
        counts[slot] += amount;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < numbers.length; slot++) {
            if (numbers[slot] != FREE && counts[slot] != 0) {
                visitor.visit(numbers[slot], counts[slot]);
            }
        }
    }

    /** Where the number is, or else where it would go. */
    private static int slot(int[] numbers, int number) {
        int mask = numbers.length - 1;
        // Fibonacci hashing: the upper bits of the product are well mixed.
        int slot = (number * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        while (numbers[slot] != FREE && numbers[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] larger = new int[numbers.length * 2];
        int[] moved = new int[larger.length];
        Arrays.fill(larger, FREE);
        for (int slot = 0; slot < numbers.length; slot++) {
            if (numbers[slot] != FREE) {
                int target = slot(larger, numbers[slot]);
                larger[target] = numbers[slot];
                moved[target] = counts[slot];
            }
        }
        numbers = larger;
        counts = moved;
    }
}
