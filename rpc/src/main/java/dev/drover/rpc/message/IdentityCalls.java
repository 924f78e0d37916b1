package dev.drover.rpc.message;

import dev.drover.model.acl.Secret;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import dev.drover.rpc.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node asks of the servers about the identities of its tasks. Any server answers. */
public final class IdentityCalls {
    /** Refused with status 403 for a wrong secret or another node's allocation, 404 for what there is not. */
    public static final Call<Sign, Signed> SIGN = new Call<>("Identity.Sign", Sign.class, Signed.class);

    private IdentityCalls() {}

    /** Asks for tokens. */
    public record Sign(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("Wanted") List<Wanted> wanted) {
        public Sign {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
            wanted = Defaults.list(wanted);
        }
    }

    /** An identity of a task, by its name. */
    public record Wanted(
            @Wire("AllocationID") String allocationId,
            @Wire("Task") String task,
            @Wire("Identity") String identity) {
        public Wanted {
            allocationId = Defaults.text(allocationId);
            task = Defaults.text(task);
            identity = Defaults.text(identity);
        }
    }

    /** The tokens in the order in which they were wanted. */
    public record Signed(@Wire("Tokens") List<Token> tokens) {
        public Signed {
            tokens = Defaults.list(tokens);
        }
    }

    /**
     * A token.
     *
     * @param jwt signed, for its task only
     * @param expires null for one that lasts as long as its allocation
     */
    public record Token(
            @Wire("JWT") Secret jwt,
            @Wire("IssuedAt") Instant issued,
            @Wire("Expires") @Nullable Instant expires) {
        public Token {
            jwt = Defaults.value(jwt, Secret.NONE).shown();
            issued = Defaults.value(issued, Instant.EPOCH);
        }
    }
}
