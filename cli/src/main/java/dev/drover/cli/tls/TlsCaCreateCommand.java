package dev.drover.cli.tls;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** {@code tls ca create}; asks no agent. */
public final class TlsCaCreateCommand extends BaseCommand {
    static final String USUAL_DOMAIN = "nomad";

    private static final long USUAL_DAYS = 1825;
    private static final String COMMON_NAME = "Drover Agent CA";

    private final Flag<List<String>> additionalDomains = flags.list(
            "additional-domain",
            "domain",
            "with -name-constraint: another domain to sign for; may be given several times");
    private final Flag<Long> days = flags.number("days", "days", USUAL_DAYS, "how long the authority is good");
    private final Flag<Boolean> constrained = flags.toggle(
            "name-constraint", "sign only for the domains given and for localhost, so that nothing else trusts it");
    private final Flag<String> domain = flags.text(
            "domain", "domain", USUAL_DOMAIN, "domain of the names in certificates, and beginning of the files' names");
    private final Flag<String> commonName = flags.text("common-name", "name", "name of the authority");
    private final Flag<String> country = flags.text("country", "code", "country, two letters");
    private final Flag<String> postalCode = flags.text("postal-code", "code", "postal code");
    private final Flag<String> province = flags.text("province", "name", "state or province");
    private final Flag<String> locality = flags.text("locality", "name", "town");
    private final Flag<String> street = flags.text("street-address", "text", "street and number");
    private final Flag<String> organization = flags.text("organization", "name", "organization");
    private final Flag<String> unit = flags.text("organizational-unit", "name", "part of the organization");

    public TlsCaCreateCommand() {
        super("Make an authority that signs certificates of agents", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if (!additionalDomains.get().isEmpty() && !constrained.get()) {
            throw new UsageException("-additional-domain needs -name-constraint");
        }
        if (days.get() < 1) {
            throw new UsageException("-days must be at least 1, found " + days.get());
        }
        String certificateName = domain.get() + "-agent-ca.pem";
        String keyName = domain.get() + "-agent-ca-key.pem";
        Path folder = context.io().directory();
        for (String name : List.of(certificateName, keyName)) {
            if (Files.exists(folder.resolve(name))) {
                throw new Failure(name + " already exists; move it away, or give another -domain");
            }
        }
        try {
            Certificates.Made made =
                    Certificates.authority(subject(context.io().clock().instant()), permitted());
            Pem.write(folder.resolve(certificateName), made.certificate(), "rw-r--r--");
            context.print("==> CA certificate saved to: " + certificateName);
            Pem.write(folder.resolve(keyName), made.key(), "rw-------");
            context.print("==> CA certificate key saved to: " + keyName);
        } catch (IOException | IllegalArgumentException fault) {
            throw new Failure("Error creating the authority: " + fault.getMessage());
        }
        return 0;
    }

    private List<String> permitted() {
        if (!constrained.get()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(domain.get()));
        names.addAll(additionalDomains.get());
        names.add("localhost");
        return names;
    }

    private Certificates.Subject subject(Instant now) {
        BigInteger serial = Certificates.Subject.serial(new SecureRandom());
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        add(name, BCStyle.C, country);
        add(name, BCStyle.POSTAL_CODE, postalCode);
        add(name, BCStyle.ST, province);
        add(name, BCStyle.L, locality);
        add(name, BCStyle.STREET, street);
        add(name, BCStyle.O, organization);
        add(name, BCStyle.OU, unit);
        name.addRDN(BCStyle.CN, commonName.given() ? commonName.get() : COMMON_NAME + " " + serial);
        return new Certificates.Subject(name.build(), serial, now, now.plus(Duration.ofDays(days.get())));
    }

    private static void add(X500NameBuilder name, ASN1ObjectIdentifier part, Flag<String> flag) {
        if (!flag.get().isEmpty()) {
            name.addRDN(part, flag.get());
        }
    }
}
