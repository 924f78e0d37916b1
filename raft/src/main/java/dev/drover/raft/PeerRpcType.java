package dev.drover.raft;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;

/** Has Ratis use our transport. Ratis makes one by its class name, so it has no state; {@link #with} hands over what it leads to. */
public final class PeerRpcType implements RpcType {
    private static final String FACTORY = "dev.drover.raft.factory";

    static Parameters with(PeerFactory factory) {
        Parameters parameters = new Parameters();
        parameters.put(FACTORY, factory, PeerFactory.class);
        return parameters;
    }

    @Override
    public String name() {
        return PeerRpcType.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return parameters.getNonNull(FACTORY, PeerFactory.class);
    }
}
