package dev.drover.state.packed;

import dev.drover.model.alloc.PortMapping;
import dev.drover.model.alloc.PortMappingBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ports of an allocation: the values apart from all that they have in common with those of other allocations of the group. */
final class PackedPorts extends PackedList<PortMapping> {
    private static final int KINDS = 1 << 12;
    private static final Common<List<PortMapping>> COMMON = new Common<>(KINDS);

    /** With 0 for each value. */
    private final List<PortMapping> common;

    private final int[] values;

    private PackedPorts(List<PortMapping> common, int[] values) {
        this.common = common;
        this.values = values;
    }

    /**
     * The ports in packed form.
     *
     * @param networks of the same allocation; mostly the values are the same there
     */
    static List<PortMapping> of(List<PortMapping> ports, List<?> networks) {
        if (ports.isEmpty() || ports instanceof PackedPorts) {
            return ports;
        }
        List<PortMapping> without = new ArrayList<>(ports.size());
        int[] values = new int[ports.size()];
        for (PortMapping port : ports) {
            values[without.size()] = port.value();
            without.add(valued(port, 0));
        }
        boolean same = networks instanceof PackedNetworks packed && Arrays.equals(values, packed.values());
        int[] kept = same && networks instanceof PackedNetworks packed ? packed.values() : values;
        return new PackedPorts(COMMON.same(List.copyOf(without)), kept);
    }

    private static PortMapping valued(PortMapping port, int value) {
        return PortMappingBuilder.builder(port).value(value).build();
    }

    @Override
    public PortMapping get(int place) {
        return valued(common.get(place), values[place]);
    }

    @Override
    public int size() {
        return values.length;
    }
}
