package dev.drover.server.keyring;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator can say of root keys.
 *
 * @param gcInterval how often the leader looks after them
 * @param gcThreshold how long a key is kept after its time, when nothing depends on it
 * @param rotation how long a key is active before another takes its place
 * @param issuer URL under which others find the public keys; goes into every token
 */
public record KeyringSettings(Duration gcInterval, Duration gcThreshold, Duration rotation, Optional<String> issuer) {
    public static KeyringSettings usual() {
        return new KeyringSettings(
                Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(720), Optional.empty());
    }
}
