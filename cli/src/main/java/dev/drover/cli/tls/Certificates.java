package dev.drover.cli.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates with keys on the curve P-256. */
final class Certificates {
    private static final int SERIAL_BITS = 127;

    /** Clocks of machines differ a little. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private Certificates() {}

    /** A certificate and its key as PEM. */
    record Made(String certificate, String key) {}

    /** Who a certificate speaks of, and how long. */
    record Subject(X500Name name, BigInteger serial, Instant from, Instant until) {
        static BigInteger serial(SecureRandom random) {
            return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        }
    }

    /**
     * An authority that signs itself.
     *
     * @param permitted DNS names under which it may sign; empty for any
     */
    static Made authority(Subject subject, List<String> permitted) throws IOException {
        KeyPair pair = pair();
        X509v3CertificateBuilder builder = builder(subject, subject.name(), pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
        if (!permitted.isEmpty()) {
            GeneralSubtree[] names = permitted.stream()
                    .map(name -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)))
                    .toArray(GeneralSubtree[]::new);
            builder.addExtension(Extension.nameConstraints, true, new NameConstraints(names, null));
        }
        JcaX509ExtensionUtils extensions = extensions();
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        return made(builder, pair.getPrivate(), pair.getPrivate());
    }

    /** What a certificate may be used for. */
    enum Use {
        /** To serve, and to ask. */
        AGENT,
        /** To ask. */
        CALLER
    }

    /** A certificate that an authority signs. */
    static Made signed(
            Subject subject, Use use, List<String> names, List<String> addresses, X509Certificate by, PrivateKey with)
            throws IOException {
        KeyPair pair = pair();
        X500Name issuer = X500Name.getInstance(by.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(subject, issuer, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                        switch (use) {
                            case AGENT ->
                                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
                            case CALLER -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
                        }));
        List<GeneralName> all = new ArrayList<>();
        names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(all.toArray(GeneralName[]::new)));
        JcaX509ExtensionUtils extensions = extensions();
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(by.getPublicKey()));
        return made(builder, pair.getPrivate(), with);
    }

    private static X509v3CertificateBuilder builder(Subject subject, X500Name issuer, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                subject.serial(),
                Date.from(subject.from().minus(BEFORE)),
                Date.from(subject.until()),
                subject.name(),
                key);
    }

    private static Made made(X509v3CertificateBuilder builder, PrivateKey own, PrivateKey signer) throws IOException {
        String algorithm = switch (signer.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "Ed25519", "EdDSA" -> "Ed25519";
            default -> "SHA256withECDSA";
        };
        try {
            byte[] certificate = builder.build(new JcaContentSignerBuilder(algorithm).build(signer))
                    .getEncoded();
            return new Made(Pem.of("CERTIFICATE", certificate), Pem.of("PRIVATE KEY", own.getEncoded()));
        } catch (OperatorCreationException fault) {
            throw new IOException("the key of the authority cannot sign: " + fault.getMessage(), fault);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("this Java runtime has no curve P-256", fault);
        }
    }

    private static JcaX509ExtensionUtils extensions() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("this Java runtime has no SHA-1", fault);
        }
    }
}
