/** Root keys, and what is signed with them: identities of workloads and nodes. */
@NullMarked
package dev.drover.server.keyring;

import org.jspecify.annotations.NullMarked;
