package dev.drover.state.usage;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ports that are held on a node, as one sorted array. A node has one or two addresses and some hundred ports, of a million
 * allocations each holds two: as nodes of a tree they would cost a hundred bytes an allocation, here they cost sixteen, and adding one
 * copies a few cache lines.
 */
public final class PortTally implements Tally<HostPort> {
    static final PortTally NONE = new PortTally(new String[0], new long[0]);

    private static final int ADDRESS_BITS = 32;

    /** In order; each is held by some port. */
    private final String[] addresses;
    /** A port and the place of its address, in order; as often as it is held. */
    private final long[] held;

    private PortTally(String[] addresses, long[] held) {
        this.addresses = addresses;
        this.held = held;
    }

    private static long code(int port, int address) {
        return (long) port << ADDRESS_BITS | address;
    }

    private static int port(long code) {
        return (int) (code >> ADDRESS_BITS);
    }

    private static int address(long code) {
        return (int) code;
    }

    @Override
    public boolean isEmpty() {
        return held.length == 0;
    }

    @Override
    public int count(HostPort item) {
        int address = Arrays.binarySearch(addresses, item.address());
        if (address < 0) {
            return 0;
        }
        long code = code(item.port(), address);
        int count = 0;
        for (int place = placeFrom(code); place < held.length && held[place] == code; place++) {
            count++;
        }
        return count;
    }

    /** Whether the port is held on any address. */
    public boolean contains(int port) {
        int place = placeFrom(code(port, 0));
        return place < held.length && port(held[place]) == port;
    }

    /** The place of the first that is not less. */
    private int placeFrom(long code) {
        return placeFrom(held, held.length, code);
    }

    private static int placeFrom(long[] sorted, int count, long code) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < code) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public int size() {
        int different = 0;
        for (int place = 0; place < held.length; place++) {
            different += place > 0 && held[place] == held[place - 1] ? 0 : 1;
        }
        return different;
    }

    @Override
    public Set<HostPort> items() {
        Set<HostPort> items = new TreeSet<>();
        for (long code : held) {
            items.add(new HostPort(addresses[address(code)], port(code)));
        }
        return Collections.unmodifiableSet(items);
    }

    @Override
    public PortTally plus(Collection<HostPort> items) {
        if (items.isEmpty()) {
            return this;
        }
        PortTally known = withAddresses(items);
        long[] sum = Arrays.copyOf(known.held, held.length + items.size());
        int count = held.length;
        for (HostPort item : items) {
            long code = code(item.port(), Arrays.binarySearch(known.addresses, item.address()));
            int place = placeFrom(sum, count, code);
            System.arraycopy(sum, place, sum, place + 1, count - place);
            sum[place] = code;
            count++;
        }
        return new PortTally(known.addresses, sum);
    }

    @Override
    public PortTally minus(Collection<HostPort> items) {
        if (items.isEmpty()) {
            return this;
        }
        long[] rest = held.clone();
        int count = rest.length;
        for (HostPort item : items) {
            int address = Arrays.binarySearch(addresses, item.address());
            long code = code(item.port(), address);
            int place = address < 0 ? count : placeFrom(rest, count, code);
            if (place < count && rest[place] == code) {
                count--;
                System.arraycopy(rest, place + 1, rest, place, count - place);
            }
        }
        return count == held.length ? this : new PortTally(addresses, Arrays.copyOf(rest, count)).withoutIdle();
    }

    /** The same, with room for addresses that it did not know. */
    private PortTally withAddresses(Collection<HostPort> items) {
        Set<String> all = null;
        for (HostPort item : items) {
            if (Arrays.binarySearch(addresses, item.address()) < 0) {
                all = all == null ? new TreeSet<>(Arrays.asList(addresses)) : all;
                all.add(item.address());
            }
        }
        return all == null ? this : over(all.toArray(new String[0]));
    }

    /** The same, without addresses of which no port is held any more, so that equal tallies have equal parts. */
    private PortTally withoutIdle() {
        boolean[] used = new boolean[addresses.length];
        int count = 0;
        for (long code : held) {
            count += used[address(code)] ? 0 : 1;
            used[address(code)] = true;
        }
        if (count == addresses.length) {
            return this;
        }
        String[] rest = new String[count];
        int next = 0;
        for (int address = 0; address < addresses.length; address++) {
            if (used[address]) {
                rest[next++] = addresses[address];
            }
        }
        return over(rest);
    }

    /** The same with other addresses, which hold all that are in use; their order, and so that of the ports, stays. */
    private PortTally over(String[] others) {
        long[] moved = new long[held.length];
        for (int place = 0; place < held.length; place++) {
            String address = addresses[address(held[place])];
            moved[place] = code(port(held[place]), Arrays.binarySearch(others, address));
        }
        return new PortTally(others, moved);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortTally tally
                && Arrays.equals(held, tally.held)
                && Arrays.equals(addresses, tally.addresses);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(held) + Arrays.hashCode(addresses);
    }

    @Override
    public String toString() {
        return items().toString();
    }
}
