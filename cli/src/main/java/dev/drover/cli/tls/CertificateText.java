package dev.drover.cli.tls;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** What a certificate says, for people. */
final class CertificateText {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateText() {}

    static X509Certificate read(Context context, String name) {
        Path file = context.io().directory().resolve(name);
        try {
            return Pem.certificate(file);
        } catch (IOException fault) {
            throw new Failure("Error reading certificate: " + fault.getMessage());
        }
    }

    static Table common(X509Certificate certificate) {
        return new Table()
                .row("Serial Number", certificate.getSerialNumber().toString())
                .row("Issuer CN", commonName(certificate.getIssuerX500Principal()))
                .row("Common Name", commonName(certificate.getSubjectX500Principal()))
                .row("Expiry Date", certificate.getNotAfter().toInstant().toString());
    }

    static String dnsNames(X509Certificate certificate) {
        return names(certificate, DNS_NAME);
    }

    static String addresses(X509Certificate certificate) {
        return names(certificate, IP_ADDRESS);
    }

    private static String names(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream()
                            .filter(name -> name.getFirst().equals(kind))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.joining(", "));
        } catch (CertificateParsingException fault) {
            throw new Failure("Error reading certificate: " + fault.getMessage());
        }
    }

    /** The DNS names under which an authority may sign; empty for any. */
    static String permitted(X509Certificate certificate) {
        byte[] encoded = certificate.getExtensionValue(Extension.nameConstraints.getId());
        if (encoded == null) {
            return "";
        }
        NameConstraints constraints =
                NameConstraints.getInstance(ASN1OctetString.getInstance(encoded).getOctets());
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        return permitted == null
                ? ""
                : Arrays.stream(permitted)
                        .map(subtree -> String.valueOf(subtree.getBase().getName()))
                        .collect(Collectors.joining(", "));
    }

    private static String commonName(X500Principal principal) {
        RDN[] names = X500Name.getInstance(principal.getEncoded()).getRDNs(BCStyle.CN);
        return names.length == 0 ? "" : String.valueOf(names[0].getFirst().getValue());
    }
}
