package dev.drover.cli.tls;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.security.cert.X509Certificate;
import java.util.List;

/** {@code tls cert info}; asks no agent. */
public final class TlsCertInfoCommand extends BaseCommand {
    public TlsCertInfoCommand() {
        super("Show a certificate", "<certificate file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        X509Certificate certificate = CertificateText.read(context, single(arguments, "certificate file"));
        context.print(CertificateText.common(certificate)
                .row("DNS Names", "[" + CertificateText.dnsNames(certificate) + "]")
                .row("IP Addresses", "[" + CertificateText.addresses(certificate) + "]"));
        return 0;
    }
}
