package dev.drover.dist.cluster;

import java.util.List;

/** All agents on this machine's loopback, with ports of their own. Nothing can come between them. */
final class LoopbackNetwork implements Network {
    @Override
    public String address(int agent) {
        return "127.0.0.1";
    }

    @Override
    public List<String> inside(int agent) {
        return List.of();
    }

    @Override
    public void deafen(int agent, int towards) {
        throw new UnsupportedOperationException("agents on loopback cannot be parted");
    }

    @Override
    public void heal() {}

    @Override
    public void close() {}
}
