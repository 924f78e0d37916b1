package dev.drover.agent.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that are found out on the machine: <code>{{ GetPrivateIP }}</code>, <code>{{ GetPublicIP }}</code> and
 * <code>{{ GetInterfaceIP "eth0" }}</code>, the ones that configurations of this kind mostly use.
 */
final class AddressTemplate {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(\\w+)(?:\\s+\"([^\"]*)\")?\\s*}}");

    private AddressTemplate() {}

    /**
     * The text with what stands in double braces replaced.
     *
     * @param place where it was set, for messages
     * @throws ConfigException when the machine has no such address or the template is none of the above
     */
    static String resolve(String text, String place) {
        Matcher matcher = TEMPLATE.matcher(text);
        String resolved = matcher.replaceAll(
                match -> Matcher.quoteReplacement(find(match.group(1), Optional.ofNullable(match.group(2)), place)));
        if (resolved.contains("{{")) {
            throw new ConfigException(place + ": cannot read the template " + text
                    + "; write an IP address, {{ GetPrivateIP }}, {{ GetPublicIP }} or {{ GetInterfaceIP \"eth0\" }}");
        }
        return resolved;
    }

    private static String find(String function, Optional<String> argument, String place) {
        Optional<InetAddress> found = switch (function) {
            case "GetPrivateIP" -> privateAddress();
            case "GetPublicIP" -> first(address -> isGlobal(address) && !address.isSiteLocalAddress());
            case "GetInterfaceIP" -> ofInterface(argument.orElse(""));
            default ->
                throw new ConfigException(place + ": there is no template function " + function
                        + "; write an IP address, GetPrivateIP, GetPublicIP or GetInterfaceIP");
        };
        return found.map(InetAddress::getHostAddress)
                .orElseThrow(() -> new ConfigException(place + ": " + function + " finds no address"
                        + argument.map(name -> " of interface \"" + name + "\"").orElse("")
                        + " on this machine; write the address itself"));
    }

    /** The first private IPv4 address of the machine, as in most networks of machines. */
    static Optional<InetAddress> privateAddress() {
        return first(address -> isGlobal(address) && address.isSiteLocalAddress());
    }

    private static boolean isGlobal(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress();
    }

    private static Optional<InetAddress> first(Predicate<InetAddress> wanted) {
        return interfaces().stream()
                .filter(AddressTemplate::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && wanted.test(address))
                .findFirst();
    }

    private static Optional<InetAddress> ofInterface(String name) {
        return interfaces().stream()
                .filter(network -> network.getName().equals(name))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .min((one, other) -> Boolean.compare(other instanceof Inet4Address, one instanceof Inet4Address));
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException fault) {
            return false;
        }
    }

    private static List<NetworkInterface> interfaces() {
        try {
            return NetworkInterface.networkInterfaces().toList();
        } catch (SocketException fault) {
            throw new ConfigException("cannot list the network interfaces of this machine: " + fault.getMessage());
        }
    }
}
