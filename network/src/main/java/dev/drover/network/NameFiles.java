package dev.drover.network;

import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.job.DNSConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files by which programs of a network resolve names. */
record NameFiles(Path hosts, Optional<Path> resolver) {

    static NameFiles write(Path folder, String hostname, AllocNetworkStatus status) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), hosts(hostname, status));
        DNSConfig dns = status.dns();
        return dns == null
                ? new NameFiles(hosts, Optional.empty())
                : new NameFiles(hosts, Optional.of(Files.writeString(folder.resolve("resolv.conf"), resolver(dns))));
    }

    private static String hosts(String hostname, AllocNetworkStatus status) {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
        text.append(status.address()).append(' ').append(hostname).append('\n');
        if (!status.addressIpv6().isEmpty()) {
            text.append(status.addressIpv6()).append(' ').append(hostname).append('\n');
        }
        return text.toString();
    }

    private static String resolver(DNSConfig dns) {
        StringBuilder text = new StringBuilder();
        dns.servers()
                .forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!dns.searches().isEmpty()) {
            text.append("search ").append(String.join(" ", dns.searches())).append('\n');
        }
        if (!dns.options().isEmpty()) {
            text.append("options ").append(String.join(" ", dns.options())).append('\n');
        }
        return text.toString();
    }
}
