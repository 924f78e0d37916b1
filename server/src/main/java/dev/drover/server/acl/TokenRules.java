package dev.drover.server.acl;

import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.ACLTokenRoleLink;
import dev.drover.model.acl.Secret;
import dev.drover.model.text.Durations;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token has to look like. */
final class TokenRules {
    private static final int LONGEST_NAME = 256;

    private final AclSettings settings;

    TokenRules(AclSettings settings) {
        this.settings = settings;
    }

    /** A new token as asked for, with everything that the caller does not choose. */
    ACLToken created(State state, ACLToken asked, Instant now) {
        if (!asked.accessorId().isEmpty() && !Ids.isUuid(asked.accessorId())) {
            throw ServerException.badRequest("invalid accessor: \"" + asked.accessorId() + "\" is no UUID");
        }
        if (!asked.secretId().isEmpty()) {
            throw ServerException.badRequest("SecretID is chosen by the servers; leave it out");
        }
        ACLToken token = checked(state, asked);
        return withHash(ACLTokenBuilder.builder(token)
                .accessorId(asked.accessorId().isEmpty() ? Ids.next() : asked.accessorId())
                .secretId(Secret.of(Ids.next()))
                .createTime(now)
                .expirationTime(expiration(asked, now))
                .createIndex(0)
                .modifyIndex(0)
                .build());
    }

    /** What becomes of a token by an update. */
    ACLToken updated(State state, ACLToken before, ACLToken asked) {
        boolean otherEnd = (asked.expirationTime() != null
                        && !Objects.equals(asked.expirationTime(), before.expirationTime()))
                || (!asked.expirationTtl().isZero() && !asked.expirationTtl().equals(before.expirationTtl()));
        if (otherEnd) {
            throw ServerException.badRequest("cannot update expiration TTL or time of a token; create another one");
        }
        if (asked.global() != before.global()) {
            throw ServerException.badRequest("cannot toggle global mode of " + before.accessorId());
        }
        ACLToken token = checked(state, asked);
        return withHash(ACLTokenBuilder.builder(before)
                .name(token.name())
                .type(token.type())
                .policies(token.policies())
                .roles(token.roles())
                .build());
    }

    private static ACLToken checked(State state, ACLToken asked) {
        if (asked.name().length() > LONGEST_NAME) {
            throw ServerException.badRequest("token name too long: it may have " + LONGEST_NAME + " characters");
        }
        List<String> policies = asked.policies().stream().distinct().toList();
        List<ACLTokenRoleLink> roles =
                asked.roles().stream().map(link -> role(state, link)).distinct().toList();
        boolean none = policies.isEmpty() && roles.isEmpty();
        switch (asked.type()) {
            case ACLToken.CLIENT -> {
                if (none) {
                    throw ServerException.badRequest("client token missing policies or roles; name at least one");
                }
            }
            case ACLToken.MANAGEMENT -> {
                if (!none) {
                    throw ServerException.badRequest(
                            "management token cannot be associated with policies or roles; it may do everything anyway");
                }
            }
            default -> throw ServerException.badRequest("token type must be client or management");
        }
        return ACLTokenBuilder.builder(asked).policies(policies).roles(roles).build();
    }

    /** A link by id or by name, filled up with the other. */
    private static ACLTokenRoleLink role(State state, ACLTokenRoleLink link) {
        Optional<ACLRole> found = link.id().isEmpty() ? state.aclRoleByName(link.name()) : state.aclRole(link.id());
        ACLRole role = found.orElseThrow(() -> ServerException.badRequest(
                "cannot find role " + (link.id().isEmpty() ? link.name() : link.id()) + "; create it first"));
        return new ACLTokenRoleLink(role.id(), role.name());
    }

    private @Nullable Instant expiration(ACLToken asked, Instant now) {
        Duration ttl = asked.expirationTtl();
        if (asked.expirationTime() != null && !ttl.isZero()) {
            throw ServerException.badRequest("token has both an expiration time and a TTL; give one of them");
        }
        if (ttl.isNegative()) {
            throw ServerException.badRequest(
                    "token expiration TTL '" + Durations.format(ttl) + "' should not be negative");
        }
        Instant end = ttl.isZero() ? asked.expirationTime() : now.plus(ttl);
        if (end == null) {
            return null;
        }
        if (end.isBefore(now.plus(settings.minExpiration()))) {
            throw ServerException.badRequest("expiration time cannot be less than "
                    + Durations.format(settings.minExpiration()) + " in the future (acl.token_min_expiration_ttl)");
        }
        if (end.isAfter(now.plus(settings.maxExpiration()))) {
            throw ServerException.badRequest("expiration time cannot be more than "
                    + Durations.format(settings.maxExpiration()) + " in the future (acl.token_max_expiration_ttl)");
        }
        return end;
    }

    ACLToken withHash(ACLToken token) {
        return ACLTokenBuilder.builder(token)
                .hash(Hashes.of(
                        token.name(),
                        token.type(),
                        String.join(",", token.policies()),
                        token.roles().toString(),
                        Boolean.toString(token.global())))
                .build();
    }
}
