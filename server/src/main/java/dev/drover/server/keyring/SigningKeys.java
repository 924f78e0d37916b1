package dev.drover.server.keyring;

import dev.drover.model.operator.RootKeyMeta;
import dev.drover.state.RootKey;
import dev.drover.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Signs with the root keys of a state and tells what they have signed. Keys are read once, for as long as they are there. */
final class SigningKeys {
    /** Beyond it all is forgotten and read again as it is needed. */
    private static final int MOST = 64;

    private final Map<String, SigningKey> known = new ConcurrentHashMap<>();

    /** Keys whose signature counts. */
    static List<RootKey> trusted(State state) {
        return state.rootKeys().stream().filter(RootKey::isWhole).toList();
    }

    SigningKey of(RootKey key) {
        SigningKey found = known.get(key.id());
        if (found != null) {
            return found;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        SigningKey read = SigningKey.of(key);
        known.put(key.id(), read);
        return read;
    }

    String sign(RootKey key, Map<String, Object> claims) {
        return Jwt.sign(key.id(), of(key).secret(), claims);
    }

    /** The token, when a key of the state has signed it. */
    Optional<Jwt> verified(State state, String text) {
        return Jwt.parse(text)
                .filter(token -> state.rootKey(token.keyId())
                        .filter(RootKey::isWhole)
                        .filter(key -> !key.meta().state().equals(RootKeyMeta.PREPUBLISHED))
                        .filter(key -> token.isSignedBy(of(key).open()))
                        .isPresent());
    }
}
