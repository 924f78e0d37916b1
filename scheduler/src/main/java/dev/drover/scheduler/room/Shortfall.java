package dev.drover.scheduler.room;

import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.HostPort;
import java.util.List;

/**
 * What a node lacks at the moment for one allocation. {@link #veto} is what is counted and has to be equal for equal causes;
 * {@link #words} says how much, and the rest is what preemption needs to know to find out who could make room.
 */
public sealed interface Shortfall {
    Veto veto();

    /** What is missing, to follow the word "lacks". */
    String words();

    /** Things that are divided at will. */
    enum Dimension {
        CPU("cpu", "MHz"),
        MEMORY("memory", "MiB"),
        DISK("disk", "MiB");

        private final String word;
        private final String unit;

        Dimension(String word, String unit) {
            this.word = word;
            this.unit = unit;
        }

        /** An amount with its unit, such as {@code 200 MHz cpu}. */
        public String words(long amount) {
            return amount + " " + unit + " " + word;
        }
    }

    /**
     * Too little of something.
     *
     * @param asked what the allocation wants, more than 0
     * @param free what there is; negative while the node holds more than it has
     */
    record Amount(Dimension dimension, long asked, long free) implements Shortfall {
        public long missing() {
            return asked - free;
        }

        @Override
        public Veto veto() {
            return Veto.exhausted(dimension.word);
        }

        @Override
        public String words() {
            return dimension.words(missing());
        }
    }

    /** The node takes no more allocations, however small. */
    record Allocations(int limit) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("max allocation exceeded");
        }

        @Override
        public String words() {
            return "a place among its " + limit + " allocations";
        }
    }

    /** Too few cores are free. */
    record Cores(int asked, int free) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("cores");
        }

        @Override
        public String words() {
            return asked - free + " free cores";
        }
    }

    /** Enough cores are free, but not on one NUMA node, or not beside the devices that were asked for with them. */
    record NumaCores(String task, int asked) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("numa-cores");
        }

        @Override
        public String words() {
            return asked + " free cores on one NUMA node for task \"" + task + "\"";
        }
    }

    /**
     * Too few instances of a device are free.
     *
     * @param options suitable instances of each device group that could serve, by the names that usage has for them
     */
    record Devices(String name, long asked, List<List<String>> options) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("devices: no devices match request");
        }

        @Override
        public String words() {
            return asked == 1 ? "a free \"" + name + "\" device" : asked + " free \"" + name + "\" devices";
        }
    }

    /**
     * A static port is held on every address where it could be.
     *
     * @param places where it could be, without those that the node keeps for itself
     */
    record PortHeld(String label, int port, List<HostPort> places) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("network: reserved port collision " + label + "=" + port);
        }

        @Override
        public String words() {
            return "the port " + port + " (\"" + label + "\")";
        }
    }

    /** All dynamic ports are taken. */
    record DynamicPorts(String label) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("network: dynamic port selection failed");
        }

        @Override
        public String words() {
            return "a free dynamic port for \"" + label + "\"";
        }
    }

    /** The node has no address on the host network. */
    record NoAddress(String network) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("network: no addresses available for \"%s\" network".formatted(network));
        }

        @Override
        public String words() {
            return "an address on host network \"" + network + "\"";
        }
    }

    /**
     * The namespace would hold more than its quota allows.
     *
     * @param dimensions what would be too much, with the amounts
     * @param everywhere whether it would be too much on any other node as well
     */
    record OverQuota(String quota, List<String> dimensions, boolean everywhere) implements Shortfall {
        public OverQuota {
            dimensions = List.copyOf(dimensions);
        }

        @Override
        public Veto veto() {
            return Veto.exhausted("quota");
        }

        @Override
        public String words() {
            return "room within quota \"" + quota + "\"";
        }
    }

    /**
     * Others have the CSI volume, or the node has enough of its kind.
     *
     * @param state what is the matter with it, to follow its name
     */
    record CsiVolume(String volume, String state) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.filtered("CSI volume " + volume + " " + state);
        }

        @Override
        public String words() {
            return "the CSI volume \"" + volume + "\", which " + state;
        }
    }

    /** Someone has a host volume for itself. */
    record VolumeClaimed(String source) implements Shortfall {
        @Override
        public Veto veto() {
            return Veto.exhausted("conflicting claims for host volume with single-writer");
        }

        @Override
        public String words() {
            return "the host volume \"" + source + "\" for a single writer";
        }
    }
}
