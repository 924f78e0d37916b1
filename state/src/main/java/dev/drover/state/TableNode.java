package dev.drover.state;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link SortedTable}. A leaf has keys and their values; any other has children, each with the least key that may be
 * below it. Arrays grow by doubling, for many tables are small, up to the width.
 */
final class TableNode<K extends Comparable<K>, V> {
    private static final int WIDTH = 32;
    private static final int LEAST_ROOM = 4;

    /** Neighbours that together fill no more than this are joined when one of them loses an entry. */
    private static final int JOINED = WIDTH / 2;

    private final boolean leaf;
    private final SortedTable.Edit owner;
    /** The {@link Mark} of each key. */
    private int[] marks;

    private @Nullable Object[] keys;
    /** Values of a leaf, otherwise children. */
    private @Nullable Object[] items;

    private int count;

    /** What a change does besides what it returns. */
    static final class Change<K extends Comparable<K>, V> {
        private final SortedTable.Edit edit;
        private final int mark;
        /** The right half of a node that became too wide. */
        @Nullable
        TableNode<K, V> split;

        int added;

        /** The change of one key. */
        Change(SortedTable.Edit edit, K key) {
            this.edit = edit;
            this.mark = Mark.of(key);
        }
    }

    private TableNode(
            boolean leaf,
            SortedTable.Edit owner,
            int[] marks,
            @Nullable Object[] keys,
            @Nullable Object[] items,
            int count) {
        this.leaf = leaf;
        this.owner = owner;
        this.marks = marks;
        this.keys = keys;
        this.items = items;
        this.count = count;
    }

    static <K extends Comparable<K>, V> TableNode<K, V> leaf(K key, V value, SortedTable.Edit edit) {
        TableNode<K, V> node = new TableNode<>(true, edit, new int[1], new Object[1], new Object[1], 0);
        node.insert(0, Mark.of(key), key, value);
        return node;
    }

    /** A root over two nodes. */
    static <K extends Comparable<K>, V> TableNode<K, V> over(
            TableNode<K, V> left, TableNode<K, V> right, SortedTable.Edit edit) {
        TableNode<K, V> node =
                new TableNode<>(false, edit, new int[LEAST_ROOM], new Object[LEAST_ROOM], new Object[LEAST_ROOM], 0);
        node.insert(0, left.marks[0], left.key(0), left);
        node.insert(1, right.marks[0], right.key(0), right);
        return node;
    }

    boolean isLeaf() {
        return leaf;
    }

    int count() {
        return count;
    }

    @SuppressWarnings("unchecked") // only keys are put there
    K key(int place) {
        return (K) Objects.requireNonNull(keys[place]);
    }

    @SuppressWarnings("unchecked") // leaves hold values only
    V value(int place) {
        return (V) Objects.requireNonNull(items[place]);
    }

    @SuppressWarnings("unchecked") // other nodes hold nodes only
    TableNode<K, V> child(int place) {
        return (TableNode<K, V>) Objects.requireNonNull(items[place]);
    }

    /** The place of the first key that is not less. */
    int placeFrom(K key) {
        return placeFrom(key, Mark.of(key));
    }

    private int placeFrom(K key, int mark) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, key, mark) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @SuppressWarnings("ReferenceEquality") // the very same key needs no look at its content
    private int compare(int place, K key, int mark) {
        int other = marks[place];
        if (other != mark) {
            return other < mark ? -1 : 1;
        }
        K there = key(place);
        return there == key ? 0 : there.compareTo(key);
    }

    private boolean has(int place, K key, int mark) {
        return place < count && compare(place, key, mark) == 0;
    }

    /** The child below which the key is, if it is there. */
    int childFor(K key) {
        return childFor(key, Mark.of(key));
    }

    private int childFor(K key, int mark) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, key, mark) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    @Nullable
    V get(K key) {
        int mark = Mark.of(key);
        TableNode<K, V> node = this;
        while (!node.leaf) {
            node = node.child(node.childFor(key, mark));
        }
        int place = node.placeFrom(key, mark);
        return node.has(place, key, mark) ? node.value(place) : null;
    }

    TableNode<K, V> with(K key, V value, Change<K, V> change) {
        if (!leaf) {
            return withBelow(childFor(key, change.mark), key, value, change);
        }
        int place = placeFrom(key, change.mark);
        boolean known = has(place, key, change.mark);
        TableNode<K, V> node = owned(change.edit);
        if (known) {
            node.items[place] = value;
        } else {
            change.added = 1;
            node.insert(place, change.mark, key, value);
            node.splitIfFull(change);
        }
        return node;
    }

    private TableNode<K, V> withBelow(int place, K key, V value, Change<K, V> change) {
        TableNode<K, V> after = child(place).with(key, value, change);
        TableNode<K, V> right = change.split;
        change.split = null;
        TableNode<K, V> node = owned(change.edit);
        node.items[place] = after;
        if (place == 0) {
            // Only below the first child can be a key that is less than all before.
            node.marks[0] = after.marks[0];
            node.keys[0] = after.keys[0];
        }
        if (right != null) {
            node.insert(place + 1, right.marks[0], right.key(0), right);
            node.splitIfFull(change);
        }
        return node;
    }

    /** This node if it may be changed, otherwise a copy that may. */
    private TableNode<K, V> owned(SortedTable.Edit edit) {
        return owner == edit ? this : new TableNode<>(leaf, edit, marks.clone(), keys.clone(), items.clone(), count);
    }

    private void insert(int place, int mark, K key, Object item) {
        if (count == keys.length) {
            // One more than the width, for the moment before a node is split.
            int room = Math.min(WIDTH + 1, Math.max(LEAST_ROOM, count * 2));
            marks = Arrays.copyOf(marks, room);
            keys = Arrays.copyOf(keys, room);
            items = Arrays.copyOf(items, room);
        }
        System.arraycopy(marks, place, marks, place + 1, count - place);
        System.arraycopy(keys, place, keys, place + 1, count - place);
        System.arraycopy(items, place, items, place + 1, count - place);
        marks[place] = mark;
        keys[place] = key;
        items[place] = item;
        count++;
    }

    private void splitIfFull(Change<K, V> change) {
        if (count > WIDTH) {
            int half = count / 2;
            change.split = new TableNode<>(
                    leaf,
                    change.edit,
                    Arrays.copyOfRange(marks, half, count),
                    Arrays.copyOfRange(keys, half, count),
                    Arrays.copyOfRange(items, half, count),
                    count - half);
            Arrays.fill(keys, half, count, null);
            Arrays.fill(items, half, count, null);
            count = half;
        }
    }

    /** The node without a key that it has; null when nothing is left. */
    @Nullable
    TableNode<K, V> without(K key, SortedTable.Edit edit) {
        if (leaf) {
            return withoutItem(placeFrom(key), edit);
        }
        int place = childFor(key);
        TableNode<K, V> rest = child(place).without(key, edit);
        if (rest == null) {
            return withoutItem(place, edit);
        }
        TableNode<K, V> node = owned(edit);
        node.items[place] = rest;
        node.join(place, edit);
        return node;
    }

    private @Nullable TableNode<K, V> withoutItem(int place, SortedTable.Edit edit) {
        if (count == 1) {
            return null;
        }
        TableNode<K, V> node = owned(edit);
        node.remove(place);
        return node;
    }

    private void remove(int place) {
        System.arraycopy(marks, place + 1, marks, place, count - place - 1);
        System.arraycopy(keys, place + 1, keys, place, count - place - 1);
        System.arraycopy(items, place + 1, items, place, count - place - 1);
        count--;
        keys[count] = null;
        items[count] = null;
    }

    /** Joins the child with its neighbour to the right, or else to the left, if both are nearly empty. */
    private void join(int place, SortedTable.Edit edit) {
        int left = place + 1 < count ? place : place - 1;
        if (left < 0 || child(left).count + child(left + 1).count > JOINED) {
            return;
        }
        TableNode<K, V> into = child(left).owned(edit);
        TableNode<K, V> from = child(left + 1);
        for (int at = 0; at < from.count; at++) {
            into.insert(into.count, from.marks[at], from.key(at), Objects.requireNonNull(from.items[at]));
        }
        items[left] = into;
        remove(left + 1);
    }

    /** The node, or the one below it when that is all it has. */
    TableNode<K, V> lowered() {
        TableNode<K, V> node = this;
        while (!node.leaf && node.count == 1) {
            node = node.child(0);
        }
        return node;
    }
}
