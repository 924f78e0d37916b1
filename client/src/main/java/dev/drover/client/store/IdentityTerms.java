package dev.drover.client.store;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.time.Instant;
import java.util.Map;

/** When the tokens of a task are to be renewed, by the names of its identities. The tokens themselves are not kept. */
public record IdentityTerms(@Wire("Terms") Map<String, Term> terms) {
    public IdentityTerms {
        terms = Defaults.map(terms);
    }

    /** When a token was signed and when it ends, in seconds since the epoch. */
    public record Term(
            @Wire("Issued") long issued, @Wire("Expires") long expires) {
        /** Half of its time. */
        public Instant renewal() {
            return Instant.ofEpochSecond(issued + (expires - issued) / 2);
        }
    }
}
