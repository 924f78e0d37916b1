package dev.drover.server.member;

import dev.drover.model.api.KeyringResponse;
import dev.drover.model.wire.WireName;
import java.util.Locale;

/** The keys with which the servers encrypt their gossip, all servers together. */
@FunctionalInterface
public interface GossipKeys {
    /** What can be done with keys. */
    enum Action implements WireName {
        LIST,
        /** Decrypt with one more. */
        INSTALL,
        /** Encrypt with one that is installed. */
        USE,
        /** Forget one that does not encrypt. */
        REMOVE;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Has every server that takes part do it.
     *
     * @param key in base64; not looked at when keys are listed
     * @return how many servers there are, and after {@link Action#LIST} how many of them have each key
     * @throws dev.drover.server.ServerException with status 400 for what is no key, and with status 500 when a server cannot do it or gives
     *     no answer, each with its reason; the other servers have done it then, unless it says that nothing was changed
     */
    KeyringResponse ask(Action action, String key) throws InterruptedException;
}
