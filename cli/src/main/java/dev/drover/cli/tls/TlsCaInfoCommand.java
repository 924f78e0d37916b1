package dev.drover.cli.tls;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.security.cert.X509Certificate;
import java.util.List;

/** {@code tls ca info}; asks no agent. */
public final class TlsCaInfoCommand extends BaseCommand {
    public TlsCaInfoCommand() {
        super("Show the certificate of an authority", "<CA file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        X509Certificate certificate = CertificateText.read(context, single(arguments, "CA file"));
        context.print(CertificateText.common(certificate)
                .row("Permitted DNS Domains", "[" + CertificateText.permitted(certificate) + "]"));
        return 0;
    }
}
