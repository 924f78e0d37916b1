package dev.drover.cli;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.TlsConfig;
import java.util.List;
import java.util.stream.Stream;

/** Which agent to talk to, as whom, and in which colours. Each flag has an environment variable behind it. */
public final class GeneralFlags {
    private final Flag<String> address;
    private final Flag<String> region;
    private final Flag<String> namespace;
    private final Flag<String> token;
    private final Flag<Boolean> noColor;
    private final Flag<Boolean> forceColor;
    private final Flag<String> caCertificate;
    private final Flag<String> caFolder;
    private final Flag<String> clientCertificate;
    private final Flag<String> clientKey;
    private final Flag<String> serverName;
    private final Flag<Boolean> skipVerify;

    GeneralFlags(FlagSet flags) {
        address = flags.text("address", "addr", "address of the agent; default " + ClientConfig.DEFAULT_ADDRESS);
        region = flags.text("region", "region", "region to send requests to");
        namespace = flags.text("namespace", "namespace", "namespace to work in; * shows all");
        token = flags.text("token", "token", "secret id of the access token");
        noColor = flags.toggle("no-color", "write no colours");
        forceColor = flags.toggle("force-color", "write colours, terminal or not");
        caCertificate = flags.text("ca-cert", "path", "PEM file of the authority that signed the agent's certificate");
        caFolder = flags.text("ca-path", "path", "folder of such files");
        clientCertificate = flags.text("client-cert", "path", "PEM file of the certificate to show to the agent");
        clientKey = flags.text("client-key", "path", "PEM file of its key");
        serverName = flags.text("tls-server-name", "name", "name expected in the agent's certificate");
        skipVerify = flags.toggle("tls-skip-verify", "trust any certificate");
    }

    ClientConfig clientConfig(CliIo io) {
        ClientConfig usual = ClientConfig.fromEnvironment(io.environment());
        TlsConfig tls = usual.tls();
        return new ClientConfig(
                or(address, usual.address()),
                or(region, usual.region()),
                or(namespace, usual.namespace()),
                or(token, usual.token()),
                new TlsConfig(
                        or(caCertificate, tls.caCertificate()),
                        or(caFolder, tls.caFolder()),
                        or(clientCertificate, tls.clientCertificate()),
                        or(clientKey, tls.clientKey()),
                        or(serverName, tls.serverName()),
                        skipVerify.given() ? skipVerify.get() : tls.skipVerify()),
                usual.connectTimeout(),
                usual.readTimeout(),
                usual.retry());
    }

    boolean colours(CliIo io) {
        if (forceColor.get() || !io.variable("CLI_FORCE_COLOR").isEmpty()) {
            return true;
        }
        return io.terminal()
                && !noColor.get()
                && io.variable("CLI_NO_COLOR").isEmpty()
                && io.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** The flags as given, for a command that hands over to another. */
    public List<String> words() {
        return Stream.of(
                        address,
                        region,
                        namespace,
                        token,
                        noColor,
                        forceColor,
                        caCertificate,
                        caFolder,
                        clientCertificate,
                        clientKey,
                        serverName,
                        skipVerify)
                .filter(Flag::given)
                .map(flag -> "-" + flag.name() + "=" + flag.get())
                .toList();
    }

    private static String or(Flag<String> flag, String otherwise) {
        return flag.given() ? flag.get() : otherwise;
    }
}
