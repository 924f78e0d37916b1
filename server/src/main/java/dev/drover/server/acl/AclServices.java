package dev.drover.server.acl;

import dev.drover.rpc.Link;
import dev.drover.rpc.message.AclCalls;
import java.util.Optional;

/** Tells nodes who holds a secret and which node may ask for what, since requests about a node are answered there. */
public final class AclServices {
    private final AclEndpoint acl;

    public AclServices(AclEndpoint acl) {
        this.acl = acl;
    }

    /** The answer, or nothing when the method is not of {@link AclCalls}. */
    public Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException {
        if (method.equals(AclCalls.CONTINUES.name())) {
            boolean allowed = acl.continues(AclCalls.CONTINUES.read(request));
            return Optional.of(AclCalls.CONTINUES.write(new AclCalls.Verdict(allowed)));
        }
        if (!method.equals(AclCalls.HOLDER.name())) {
            return Optional.empty();
        }
        Holder holder = acl.holder(AclCalls.HOLDER.read(request).secret());
        return Optional.of(AclCalls.HOLDER.write(new AclCalls.Holder(
                holder.token().orElse(null),
                holder.policies(),
                holder.workload().orElse(null))));
    }
}
