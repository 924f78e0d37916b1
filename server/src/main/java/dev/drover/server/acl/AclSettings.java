package dev.drover.server.acl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator can say of access control on a server.
 *
 * @param minExpiration shortest time that a token with an end may live
 * @param maxExpiration longest time that a token with an end may live
 * @param expiredKept how long a token is kept after its end, for those who look for it
 * @param resetFile where an operator writes the index that lets a first token be made once more; empty where nothing is kept on disk
 */
public record AclSettings(
        Duration minExpiration, Duration maxExpiration, Duration expiredKept, Optional<Path> resetFile) {
    public static AclSettings usual() {
        return new AclSettings(Duration.ofMinutes(1), Duration.ofHours(24), Duration.ofHours(1), Optional.empty());
    }
}
