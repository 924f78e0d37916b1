package dev.drover.server.keyring;

import dev.drover.model.operator.RootKeyMeta;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.RootKey;
import dev.drover.state.State;
import dev.drover.state.command.KeyringCommand;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators do with root keys, and what everybody may know of them. */
public final class KeyringEndpoint {
    private final Core core;
    private final KeyringSettings settings;
    private final SigningKeys keys = new SigningKeys();

    public KeyringEndpoint(Core core, KeyringSettings settings) {
        this.core = core;
        this.settings = settings;
    }

    /** The URL under which others find the public keys, where there is one. */
    public Optional<String> issuer() {
        return settings.issuer();
    }

    /** All keys without what they are made of, newest first. */
    public static List<RootKeyMeta> list(State state) {
        return state.rootKeys().stream()
                .map(RootKey::meta)
                .sorted((one, other) -> Long.compare(other.createTime(), one.createTime()))
                .toList();
    }

    /**
     * Makes a new key.
     *
     * @param algorithm empty for the usual one
     * @param full whether the keys of before are not to be used for anything any more
     * @param publish when it becomes active; empty for at once
     * @throws ServerException with status 400 when both are given, or for an algorithm that there is not
     */
    public RootKeyMeta rotate(String algorithm, boolean full, Optional<Instant> publish) {
        if (full && publish.isPresent()) {
            throw ServerException.badRequest(
                    "a key that is published for later cannot replace the others at once; give full or publish_time");
        }
        if (!algorithm.isEmpty() && !algorithm.equals(SigningKey.ALGORITHM)) {
            throw ServerException.badRequest(
                    "there is no encryption algorithm \"" + algorithm + "\"; the only one is " + SigningKey.ALGORITHM);
        }
        Instant now = core.now();
        boolean later = publish.filter(now::isBefore).isPresent();
        String state = later ? RootKeyMeta.PREPUBLISHED : RootKeyMeta.ACTIVE;
        RootKey key = SigningKey.fresh(state, now, later ? publish : Optional.empty());
        core.propose(new KeyringCommand.Add(key, full, false));
        return core.state().rootKey(key.id()).orElse(key).meta();
    }

    /**
     * Forgets a key; what it has signed does not count any more.
     *
     * @param force also while allocations have tokens that it has signed
     * @return index of the change
     * @throws ServerException with status 404 when there is none, and with status 400 when it is active or in use
     */
    public long delete(String id, boolean force) {
        State state = core.state();
        RootKey key = state.rootKey(id)
                .orElseThrow(() -> ServerException.notFound("root key not found; operator root keyring list -verbose"
                        + " shows the whole ids of those that there are"));
        if (key.isActive()) {
            throw ServerException.badRequest("active root key cannot be deleted - call rotate first");
        }
        if (!force && KeyUse.of(state).contains(id)) {
            throw ServerException.badRequest("root key in use, cannot delete; use force where it does not matter that"
                    + " the tokens of running allocations are refused from then on");
        }
        try {
            return core.propose(new KeyringCommand.Delete(List.of(id)));
        } catch (ServerException refused) {
            throw refused.status() == ServerException.CONFLICT ? ServerException.badRequest(refused.text()) : refused;
        }
    }

    /** The public keys as of RFC 7517, also those that are not active yet. */
    public List<Map<String, Object>> publicKeys(State state) {
        return SigningKeys.trusted(state).stream().map(this::publicKey).toList();
    }

    private Map<String, Object> publicKey(RootKey key) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("use", "sig");
        shown.put("kty", "RSA");
        shown.put("kid", key.id());
        shown.put("alg", Jwt.ALGORITHM);
        shown.put("n", unsigned(keys.of(key).open().getModulus()));
        shown.put("e", unsigned(keys.of(key).open().getPublicExponent()));
        return shown;
    }

    /** Big-endian without a sign. */
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
