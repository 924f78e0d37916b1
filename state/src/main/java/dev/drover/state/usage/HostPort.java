package dev.drover.state.usage;

/** A port on an address of a node; the address is empty where none was named. */
public record HostPort(String address, int port) implements Comparable<HostPort> {
    @Override
    public int compareTo(HostPort other) {
        int byPort = Integer.compare(port, other.port);
        return byPort != 0 ? byPort : address.compareTo(other.address);
    }
}
