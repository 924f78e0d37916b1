package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.checkedSchema;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.CNIConfig;
import dev.drover.model.job.CNIConfigBuilder;
import dev.drover.model.job.DNSConfig;
import dev.drover.model.job.DNSConfigBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.PortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Networks and their ports. */
final class NetworkSchemas {
    private static final Schema<PortBuilder, Port> PORT = port("port");
    private static final Schema<PortBuilder, Port> RESERVED_PORT = port("reserved_ports");

    private static final Schema<DNSConfigBuilder, DNSConfig> DNS = schema(
                    "dns", DNSConfigBuilder::builder, DNSConfigBuilder::build)
            .optional("servers", TEXTS, DNSConfigBuilder::servers)
            .optional("searches", TEXTS, DNSConfigBuilder::searches)
            .optional("options", TEXTS, DNSConfigBuilder::options)
            .build();

    private static final Schema<CNIConfigBuilder, CNIConfig> CNI = schema(
                    "cni", CNIConfigBuilder::builder, CNIConfigBuilder::build)
            .map("args", MapType.TEXTS, CNIConfigBuilder::args)
            .build();

    static final Schema<Parts, NetworkResource> NETWORK =
            network(schema("network", Parts::new, Parts::build)).build();

    /** The form of old, inside {@code resources}. */
    static final Schema<Parts, NetworkResource> TASK_NETWORK =
            network(checkedSchema("network", Parts::new, NetworkSchemas::old)).build();

    private NetworkSchemas() {}

    /** A network while its ports arrive from two kinds of blocks. */
    static final class Parts {
        private final NetworkResourceBuilder network = NetworkResourceBuilder.builder();
        private final List<Port> ports = new ArrayList<>();

        /** Ports whose number is fixed are reserved, the others are chosen when the group is placed. */
        NetworkResource build() {
            return network.reservedPorts(
                            ports.stream().filter(port -> port.value() != 0).toList())
                    .dynamicPorts(
                            ports.stream().filter(port -> port.value() == 0).toList())
                    .build();
        }
    }

    private static Schema<PortBuilder, Port> port(String type) {
        return schema(type, PortBuilder::builder, PortBuilder::build)
                .label("name", PortBuilder::label)
                .optional("static", INT, PortBuilder::value)
                .optional("to", INT, PortBuilder::to)
                .optional("host_network", TEXT, PortBuilder::hostNetwork)
                .optional("ignore_collision", BOOL, PortBuilder::ignoreCollision)
                .build();
    }

    private static SchemaBuilder<Parts, NetworkResource> network(SchemaBuilder<Parts, NetworkResource> schema) {
        return schema.optional("mode", TEXT, (parts, mode) -> parts.network.mode(mode))
                .optional("device", TEXT, (parts, device) -> parts.network.device(device))
                .optional("cidr", TEXT, (parts, cidr) -> parts.network.cidr(cidr))
                .optional("ip", TEXT, (parts, ip) -> parts.network.ip(ip))
                .optional("hostname", TEXT, (parts, hostname) -> parts.network.hostname(hostname))
                .old(
                        "mbits",
                        INT,
                        "Bandwidth is not scheduled any more; leave it out.",
                        (parts, mbits) -> parts.network.mbits(mbits))
                .one(DNS, (parts, dns) -> parts.network.dns(dns))
                .one(CNI, (parts, cni) -> parts.network.cni(cni))
                .many(PORT, (parts, ports) -> parts.ports.addAll(ports))
                .many(RESERVED_PORT, (parts, ports) -> parts.ports.addAll(ports));
    }

    private static NetworkResource old(Parts parts, Scope scope) {
        String ports = parts.ports.stream().map(NetworkSchemas::write).collect(Collectors.joining("\n"));
        scope.warning(
                "Old form",
                "Networks belong to the group today, and tasks share its ports. Move the block out of the task:\n"
                        + "group \"...\" {\n  network {\n" + ports + (ports.isEmpty() ? "" : "\n") + "  }\n}",
                scope.range());
        return parts.build();
    }

    private static String write(Port port) {
        StringBuilder body = new StringBuilder();
        if (port.value() != 0) {
            body.append("\n      static = ").append(port.value());
        }
        if (port.to() != 0) {
            body.append("\n      to = ").append(port.to());
        }
        return "    port \"" + port.label() + "\" {" + body + (body.isEmpty() ? "}" : "\n    }");
    }
}
