package dev.drover.agent;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Ports that the agent does not get, explained. */
public final class Ports {
    private Ports() {}

    /**
     * Why an address cannot be listened on, who may be there, and what to change.
     *
     * @param use the name of the port in the configuration: {@code http}, {@code rpc} or {@code serf}
     */
    public static IOException refused(String use, InetSocketAddress address, IOException fault) {
        String reason = String.valueOf(root(fault).getMessage());
        String advice;
        if (reason.contains("in use")) {
            advice = "something listens there already, perhaps another agent (`ss -lntup sport = :" + address.getPort()
                    + "` tells); end it, or change ports." + use + " or bind_addr";
        } else if (reason.contains("assign")) {
            advice = "that is no address of this machine; change bind_addr or addresses." + use;
        } else if (reason.contains("denied")) {
            advice = "ports below 1024 are for privileged users; change ports." + use;
        } else {
            advice = "check bind_addr, addresses." + use + " and ports." + use;
        }
        return new IOException(
                "cannot listen on " + address.getHostString() + ":" + address.getPort() + " for " + use + " (" + reason
                        + "): " + advice,
                fault);
    }

    /** Listeners wrap what the system said. */
    private static Throwable root(Throwable fault) {
        Throwable cause = fault.getCause();
        return cause == null ? fault : root(cause);
    }
}
