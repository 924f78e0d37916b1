package dev.drover.cli.operator;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.cli.flags.UsageException;

/** The flags that name a server of the group, by its id or its address. */
final class PeerFlags {
    private final Flag<String> id;
    private final Flag<String> address;

    PeerFlags(FlagSet flags) {
        id = flags.text("peer-id", "id", "id of the server");
        address = flags.text("peer-address", "ip:port", "address of the server, if not its id");
    }

    void requireOne() throws UsageException {
        if (id.get().isEmpty() == address.get().isEmpty()) {
            throw new UsageException("Name the server by one of -peer-id and -peer-address");
        }
    }

    boolean byId() {
        return !id.get().isEmpty();
    }

    String id() {
        return id.get();
    }

    String address() {
        return address.get();
    }

    @Override
    public String toString() {
        return byId() ? "id \"" + id() + "\"" : "address \"" + address() + "\"";
    }
}
