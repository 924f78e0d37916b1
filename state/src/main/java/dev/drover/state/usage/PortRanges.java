package dev.drover.state.usage;

import java.util.BitSet;

/** Reads port lists as nodes write them: {@code 22,80,8000-8100}. What is no port is left out. */
public final class PortRanges {
    public static final int PORTS = 65_536;

    private PortRanges() {}

    public static BitSet parse(String text) {
        BitSet ports = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", 2);
            int first = port(ends[0]);
            int last = ends.length == 2 ? port(ends[1]) : first;
            if (first >= 0 && last >= first) {
                ports.set(first, last + 1);
            }
        }
        return ports;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            return port >= 0 && port < PORTS ? port : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
