package dev.drover.scheduler.ranking;

import java.util.Arrays;

/**
 * A binary heap of places with the best on top: the highest sum, and of equal sums the lowest place. It knows where each place stands in
 * it, so that a node whose sum has changed moves from there instead of leaving an outdated entry behind. Several heaps share the arrays
 * of sums and positions, since a place is in one of them at most.
 */
final class NodeHeap {
    private static final int LEAST_ROOM = 8;

    private final double[] sums;
    private final int[] positions;
    private int[] heap = new int[LEAST_ROOM];
    private int size;

    /**
     * An empty heap.
     *
     * @param sums the sums by place; a place that is in the heap must be taken out before its sum changes
     * @param positions where each place stands in its heap
     */
    NodeHeap(double[] sums, int[] positions) {
        this.sums = sums;
        this.positions = positions;
    }

    int size() {
        return size;
    }

    /** The place at a position; below position {@code p} are {@code 2p+1} and {@code 2p+2}, which are no better. */
    int at(int position) {
        return heap[position];
    }

    void add(int place) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        rise(size++, place);
    }

    void remove(int place) {
        int hole = positions[place];
        int last = heap[--size];
        if (last != place) {
            rise(hole, last);
            sink(positions[last], last);
        }
    }

    private void rise(int from, int place) {
        int position = from;
        while (position > 0) {
            int parent = (position - 1) >>> 1;
            if (!better(place, heap[parent])) {
                break;
            }
            put(position, heap[parent]);
            position = parent;
        }
        put(position, place);
    }

    private void sink(int from, int place) {
        int position = from;
        int child = 2 * position + 1;
        while (child < size) {
            if (child + 1 < size && better(heap[child + 1], heap[child])) {
                child++;
            }
            if (!better(heap[child], place)) {
                break;
            }
            put(position, heap[child]);
            position = child;
            child = 2 * position + 1;
        }
        put(position, place);
    }

    private void put(int position, int place) {
        heap[position] = place;
        positions[place] = position;
    }

    private boolean better(int left, int right) {
        return sums[left] > sums[right] || (sums[left] == sums[right] && left < right);
    }
}
