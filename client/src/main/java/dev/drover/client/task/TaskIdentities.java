package dev.drover.client.task;

import dev.drover.client.servers.UnreachableServersException;
import dev.drover.client.store.IdentityTerms;
import dev.drover.client.store.IdentityTerms.Term;
import dev.drover.driver.FileIsolation;
import dev.drover.model.job.Task;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The identities that a task gets to see, as variables and files. A task that asks for none costs no call. When each is to be renewed is
 * kept in the task's private folder, so that the next process of the agent goes on with it; the tokens are not.
 *
 * @param user whose files they are; empty for whoever the agent runs as
 */
record TaskIdentities(TaskSpec spec, TaskPlaces places, IdentitySigner signer, String user) {
    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> FOR_OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Those that the task sees. */
    List<WorkloadIdentity> exposed() {
        Task task = spec.task();
        return Stream.concat(Stream.ofNullable(task.identity()), task.identities().stream())
                .filter(identity -> identity.env() || identity.file())
                .toList();
    }

    /** Those that are worth to be renewed while the task runs: a variable alone cannot change. */
    List<WorkloadIdentity> renewable() {
        return exposed().stream()
                .filter(identity -> identity.ttl().isPositive())
                .filter(identity -> identity.file() || !isNoop(identity))
                .toList();
    }

    static boolean isNoop(WorkloadIdentity identity) {
        return identity.changeMode().isEmpty() || identity.changeMode().equals("noop");
    }

    /**
     * Has all of them signed and writes their files.
     *
     * @return the variables that the task gets
     */
    Map<String, String> first() throws IdentityException, SetupException, IOException, InterruptedException {
        return give(exposed());
    }

    /** As {@link #first}, for some of them. */
    Map<String, String> give(List<WorkloadIdentity> identities)
            throws IdentityException, SetupException, IOException, InterruptedException {
        if (identities.isEmpty()) {
            return Map.of();
        }
        List<Token> tokens = sign(identities);
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, Term> terms = new HashMap<>(terms());
        for (int place = 0; place < identities.size(); place++) {
            WorkloadIdentity identity = identities.get(place);
            Token token = tokens.get(place);
            if (identity.env()) {
                variables.put(variable(identity), token.jwt().reveal());
            }
            if (identity.file()) {
                write(identity, token.jwt().reveal());
            }
            Instant expires = token.expires();
            if (expires != null) {
                terms.put(identity.name(), new Term(token.issued().getEpochSecond(), expires.getEpochSecond()));
            }
        }
        if (!renewable().isEmpty()) {
            Files.writeString(termsFile(), Json.write(new IdentityTerms(terms)));
        }
        return variables;
    }

    private List<Token> sign(List<WorkloadIdentity> identities) throws IdentityException, InterruptedException {
        List<Wanted> wanted = identities.stream()
                .map(identity -> new Wanted(spec.allocation().id(), spec.task().name(), identity.name()))
                .toList();
        try {
            List<Token> tokens = signer.sign(wanted);
            if (tokens.size() != wanted.size()) {
                throw new IdentityException("the servers signed " + tokens.size() + " of " + wanted.size(), true);
            }
            return tokens;
        } catch (RemoteException refusal) {
            boolean recoverable = refusal.status() != FORBIDDEN && refusal.status() != NOT_FOUND;
            throw new IdentityException(
                    "the servers do not sign the identities of the task: " + refusal.text(), recoverable);
        } catch (UnreachableServersException nobody) {
            throw new IdentityException("no server signs the identities of the task: " + nobody.getMessage(), true);
        }
    }

    private static boolean isDefault(WorkloadIdentity identity) {
        return identity.name().isEmpty() || identity.name().equals("default");
    }

    private static String variable(WorkloadIdentity identity) {
        return isDefault(identity) ? "NOMAD_TOKEN" : "NOMAD_TOKEN_" + identity.name();
    }

    private static String path(WorkloadIdentity identity) {
        if (!identity.filepath().isEmpty()) {
            return identity.filepath();
        }
        return isDefault(identity) ? "secrets/nomad_token" : "secrets/nomad_" + identity.name() + ".jwt";
    }

    private void write(WorkloadIdentity identity, String token) throws SetupException, IOException {
        TaskPlaces.Place place = places.of(path(identity), "the file of identity " + identity.name());
        boolean owned = !user.isEmpty() && places.isolation() != FileIsolation.IMAGE;
        place.folder()
                .write(
                        place.file(),
                        token.getBytes(StandardCharsets.US_ASCII),
                        owned ? FOR_OWNER : FOR_ALL,
                        file -> own(file, owned));
    }

    /** Only root can give files away; else the task runs as whoever the agent does. */
    private void own(PosixFileAttributeView file, boolean owned) throws IOException {
        if (owned && "root".equals(System.getProperty("user.name"))) {
            file.setOwner(java.nio.file.FileSystems.getDefault()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(user));
        }
    }

    private Path termsFile() {
        return places.folders().hidden(spec.task().name()).resolve("identities.json");
    }

    /** What is known of the tokens that the task has; a name that is missing was signed nobody knows when. */
    Map<String, Term> terms() {
        try {
            return Files.exists(termsFile())
                    ? Json.read(IdentityTerms.class, Files.readString(termsFile()))
                            .terms()
                    : Map.of();
        } catch (IOException | WireException unreadable) {
            return Map.of();
        }
    }
}
