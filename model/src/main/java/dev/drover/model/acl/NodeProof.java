package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * With what a node that continues an allocation asks the node before it for its data. It is made from the secret of the asking node, which
 * thereby stays there: who sees a proof can ask for the data of that one allocation, which he was asked for anyway.
 *
 * @param nodeId the node that asks
 * @param allocationId whose data is asked for
 * @param code HMAC-SHA-256 of the allocation's id by the secret of the node, in hexadecimal digits
 */
public record NodeProof(
        @Wire("NodeID") String nodeId,
        @Wire("AllocationID") String allocationId,
        @Wire("Code") String code) {
    private static final String ALGORITHM = "HmacSHA256";

    public NodeProof {
        nodeId = Defaults.text(nodeId);
        allocationId = Defaults.text(allocationId);
        code = Defaults.text(code);
    }

    /** The proof of a node with a secret. */
    public static NodeProof of(String nodeId, Secret secret, String allocationId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] code = mac.doFinal(("snapshot " + allocationId).getBytes(StandardCharsets.UTF_8));
            return new NodeProof(nodeId, allocationId, HexFormat.of().formatHex(code));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    /** Whether whoever made it had the secret. Comparing takes the same time whatever the difference. */
    public boolean isBy(Secret secret) {
        return !secret.isEmpty()
                && MessageDigest.isEqual(
                        of(nodeId, secret, allocationId).code().getBytes(StandardCharsets.UTF_8),
                        code.getBytes(StandardCharsets.UTF_8));
    }
}
