package dev.drover.agent.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where the agent listens, and under which addresses others reach it.
 *
 * @param httpBind addresses to listen on for the API; several are allowed
 * @param rpcBind address to listen on for RPC
 * @param serfBind address to listen on for gossip
 * @param httpAdvertise how others reach the API of this agent
 * @param rpcAdvertise how other servers reach this one
 * @param serfAdvertise how other members of the gossip reach this one
 */
public record NetworkSettings(
        List<String> httpBind,
        String rpcBind,
        String serfBind,
        Endpoint httpAdvertise,
        Endpoint rpcAdvertise,
        Endpoint serfAdvertise) {
    private static final String EVERYWHERE = "0.0.0.0";

    static NetworkSettings of(boolean dev, Settings settings) {
        String usual = address(settings, "bind_addr", dev ? "127.0.0.1" : EVERYWHERE);
        List<String> http =
                List.of(address(settings, "addresses.http", usual).strip().split("\\s+"));
        String rpc = address(settings, "addresses.rpc", usual);
        String serf = address(settings, "addresses.serf", usual);
        return new NetworkSettings(
                http,
                rpc,
                serf,
                advertise(settings, "http", http.getFirst(), port(settings, "http", 4646)),
                advertise(settings, "rpc", rpc, port(settings, "rpc", 4647)),
                advertise(settings, "serf", serf, port(settings, "serf", 4648)));
    }

    static int port(Settings settings, String use, int otherwise) {
        String key = "ports." + use;
        int port = settings.number(key, otherwise);
        if (port < 0 || port > 65_535) {
            throw new ConfigException(settings.origin(key) + " must be a port from 0 to 65535, found " + port);
        }
        return port;
    }

    private static String address(Settings settings, String key, String otherwise) {
        return AddressTemplate.resolve(settings.text(key, otherwise), settings.origin(key));
    }

    /** As configured; else the address that is listened on, or where that is every one, the private address of the machine. */
    private static Endpoint advertise(Settings settings, String use, String bind, int port) {
        String key = "advertise." + use;
        String given = address(settings, key, "");
        if (given.isEmpty()) {
            return new Endpoint(isEverywhere(bind) ? ownAddress() : bind, port);
        }
        boolean bracketed = given.startsWith("[") && given.contains("]");
        int colon = given.lastIndexOf(':');
        boolean hasPort = colon > 0 && (bracketed ? given.charAt(colon - 1) == ']' : given.indexOf(':') == colon);
        String host = hasPort ? given.substring(0, colon) : given;
        int advertised = hasPort ? number(settings, key, given.substring(colon + 1)) : port;
        Endpoint endpoint = new Endpoint(bracketed ? host.substring(1, host.indexOf(']')) : host, advertised);
        if (isEverywhere(endpoint.host())) {
            throw new ConfigException(
                    settings.origin(key) + " must be an address that others can reach, found " + given);
        }
        return endpoint;
    }

    private static int number(Settings settings, String key, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException fault) {
            // Told below, together with numbers that are no ports.
        }
        throw new ConfigException(settings.origin(key) + " must be host or host:port, found port \"" + text + "\"");
    }

    private static boolean isEverywhere(String host) {
        return host.equals(EVERYWHERE) || host.equals("::");
    }

    private static String ownAddress() {
        Optional<InetAddress> own = AddressTemplate.privateAddress();
        return own.map(InetAddress::getHostAddress).orElse("127.0.0.1");
    }

    /** Whether other machines could not reach this agent. */
    boolean localOnly() {
        return rpcAdvertise.host().startsWith("127.") || rpcAdvertise.host().equals("::1");
    }
}
