package dev.drover.agent.config;

import java.time.Duration;
import java.util.List;

/**
 * Who may ask what.
 *
 * @param enabled whether it takes a token to be answered
 * @param ttl how long an agent that is no server goes on with what servers told it of a token
 * @param minExpiration shortest time that a token with an end may live
 * @param maxExpiration longest time that a token with an end may live
 * @param expiredKept how long a token is kept after its end
 */
public record AccessSettings(
        boolean enabled, Duration ttl, Duration minExpiration, Duration maxExpiration, Duration expiredKept) {
    private static final Duration USUAL_TTL = Duration.ofSeconds(30);

    static AccessSettings of(Settings settings) {
        Duration ttl = List.of("acl.token_ttl", "acl.policy_ttl", "acl.role_ttl").stream()
                .map(key -> settings.duration(key, USUAL_TTL))
                .min(Duration::compareTo)
                .orElse(USUAL_TTL);
        Duration min = settings.duration("acl.token_min_expiration_ttl", Duration.ofMinutes(1));
        Duration max = settings.duration("acl.token_max_expiration_ttl", Duration.ofHours(24));
        if (max.compareTo(min) < 0) {
            throw new ConfigException(settings.origin("acl.token_max_expiration_ttl")
                    + " must not be less than acl.token_min_expiration_ttl");
        }
        return new AccessSettings(
                settings.bool("acl.enabled", false),
                ttl,
                min,
                max,
                settings.duration("server.acl_token_gc_threshold", Duration.ofHours(1)));
    }
}
