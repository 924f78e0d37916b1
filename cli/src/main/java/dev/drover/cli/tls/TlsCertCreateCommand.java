package dev.drover.cli.tls;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** {@code tls cert create}; asks no agent. */
public final class TlsCertCreateCommand extends BaseCommand {
    private static final long USUAL_DAYS = 365;

    private final Flag<List<String>> names =
            flags.list("additional-dnsname", "name", "another name of the machine; may be given several times");
    private final Flag<List<String>> addresses =
            flags.list("additional-ipaddress", "address", "an address of the machine; may be given several times");
    private final Flag<String> authority = flags.text("ca", "file", "the authority; default <domain>-agent-ca.pem");
    private final Flag<Boolean> cli = flags.toggle("cli", "for people and programs that ask agents");
    private final Flag<Boolean> client = flags.toggle("client", "for agents that are clients");
    private final Flag<Long> days = flags.number("days", "days", USUAL_DAYS, "how long the certificate is good");
    private final Flag<String> domain = flags.text(
            "domain", "domain", TlsCaCreateCommand.USUAL_DOMAIN, "domain of the names in it; agents expect nomad");
    private final Flag<String> key = flags.text("key", "file", "its key; default <domain>-agent-ca-key.pem");
    private final Flag<Boolean> server = flags.toggle("server", "for agents that are servers");

    public TlsCertCreateCommand() {
        super("Make a certificate that the authority has signed", "");
    }

    private enum Kind {
        SERVER,
        CLIENT,
        CLI;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Kind kind = kind();
        if (days.get() < 1) {
            throw new UsageException("-days must be at least 1, found " + days.get());
        }
        String region = context.client().config().region();
        region = region.isEmpty() ? "global" : region;
        String prefix = region + "-" + kind.word() + "-" + domain.get();
        String certificateName = prefix + ".pem";
        String keyName = prefix + "-key.pem";
        Path folder = context.io().directory();
        for (String name : List.of(certificateName, keyName)) {
            if (Files.exists(folder.resolve(name))) {
                throw new Failure(name + " already exists; move it away first");
            }
        }
        String caName = authority.given() ? authority.get() : domain.get() + "-agent-ca.pem";
        String caKeyName = key.given() ? key.get() : domain.get() + "-agent-ca-key.pem";
        if (kind == Kind.SERVER) {
            context.print(
                    "==> WARNING: whoever holds the key of a server certificate can become a server and read all of the"
                            + " cluster's state. Give it to servers only, and keep it as the key of the authority.");
        }
        context.print("==> Using CA file " + caName + " and CA key " + caKeyName);
        try {
            X509Certificate signer = Pem.certificate(folder.resolve(caName));
            PrivateKey signerKey = Pem.key(folder.resolve(caKeyName));
            Certificates.Made made = make(kind, region, context.io().clock().instant(), signer, signerKey);
            String title = title(kind);
            Pem.write(folder.resolve(certificateName), made.certificate(), "rw-r--r--");
            context.print("==> " + title + " Certificate saved to " + certificateName);
            Pem.write(folder.resolve(keyName), made.key(), "rw-------");
            context.print("==> " + title + " Certificate key saved to " + keyName);
        } catch (IOException | IllegalArgumentException fault) {
            throw new Failure("Error creating the certificate: " + fault.getMessage());
        }
        return 0;
    }

    private Kind kind() throws UsageException {
        List<Kind> wanted = Stream.of(Kind.values())
                .filter(kind -> switch (kind) {
                    case SERVER -> server.get();
                    case CLIENT -> client.get();
                    case CLI -> cli.get();
                })
                .toList();
        if (wanted.size() != 1) {
            throw new UsageException("Give one of -server, -client and -cli");
        }
        return wanted.getFirst();
    }

    private static String title(Kind kind) {
        return switch (kind) {
            case SERVER -> "Server";
            case CLIENT -> "Client";
            case CLI -> "Cli";
        };
    }

    private Certificates.Made make(Kind kind, String region, Instant now, X509Certificate by, PrivateKey with)
            throws IOException {
        String main = kind.word() + "." + region + "." + domain.get();
        List<String> allNames = new ArrayList<>(names.get());
        allNames.add(main);
        allNames.add("localhost");
        List<String> allAddresses = new ArrayList<>(addresses.get());
        if (!allAddresses.contains("127.0.0.1")) {
            allAddresses.add("127.0.0.1");
        }
        Certificates.Subject subject = new Certificates.Subject(
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, main).build(),
                Certificates.Subject.serial(new SecureRandom()),
                now,
                now.plus(Duration.ofDays(days.get())));
        Certificates.Use use = kind == Kind.CLI ? Certificates.Use.CALLER : Certificates.Use.AGENT;
        return Certificates.signed(subject, use, allNames, allAddresses, by, with);
    }
}
