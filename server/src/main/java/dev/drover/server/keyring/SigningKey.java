package dev.drover.server.keyring;

import dev.drover.model.acl.Secret;
import dev.drover.model.operator.RootKeyMetaBuilder;
import dev.drover.server.Ids;
import dev.drover.state.RootKey;
import dev.drover.state.Times;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A root key in the form in which Java signs with it. */
record SigningKey(PrivateKey secret, RSAPublicKey open) {
    static final String ALGORITHM = "aes256-gcm";

    private static final int RSA_BITS = 2_048;
    private static final int AES_BYTES = 32;

    /**
     * A key that nobody has had before.
     *
     * @param publish when it is to become active; empty for the one that is
     */
    static RootKey fresh(String state, Instant now, Optional<Instant> publish) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(RSA_BITS);
            byte[] encryption = new byte[AES_BYTES];
            new SecureRandom().nextBytes(encryption);
            Base64.Encoder encoder = Base64.getEncoder();
            return new RootKey(
                    RootKeyMetaBuilder.builder()
                            .keyId(Ids.next())
                            .algorithm(ALGORITHM)
                            .createTime(Times.nanos(now))
                            .state(state)
                            .publishTime(publish.map(Times::nanos).orElse(0L))
                            .build(),
                    Secret.of(encoder.encodeToString(encryption)),
                    Secret.of(encoder.encodeToString(
                            pairs.generateKeyPair().getPrivate().getEncoded())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has RSA", impossible);
        }
    }

    static SigningKey of(RootKey key) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            byte[] encoded = Base64.getDecoder().decode(key.signing().reveal());
            RSAPrivateCrtKey secret = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            RSAPublicKey open = (RSAPublicKey)
                    factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new SigningKey(secret, open);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("root key " + key.id() + " cannot be read", damaged);
        }
    }
}
