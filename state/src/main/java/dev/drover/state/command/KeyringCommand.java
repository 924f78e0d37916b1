package dev.drover.state.command;

import dev.drover.state.RootKey;
import java.util.List;

/** Changes of root keys. */
public sealed interface KeyringCommand extends Command {
    /**
     * Adds a key. When it is active those before are not any more.
     *
     * @param rekey whether what those before have encrypted is to be encrypted with it
     * @param first whether it is only wanted where no key is active
     */
    record Add(RootKey key, boolean rekey, boolean first) implements KeyringCommand {}

    /** Gives a key another state; the one that was active is inactive once another is. */
    record SetState(String keyId, String state) implements KeyringCommand {}

    /** Forgets keys; with the active key among them it changes nothing. */
    record Delete(List<String> ids) implements KeyringCommand {}
}
