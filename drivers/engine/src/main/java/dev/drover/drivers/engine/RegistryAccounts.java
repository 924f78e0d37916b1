package dev.drover.drivers.engine;

import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The operator's accounts at registries: in a file as {@code docker login} writes it, and from helper programs that keep them
 * elsewhere.
 *
 * @param config path of the file; empty for none
 * @param helper the last part of a program's name {@code docker-credential-...}; empty for none
 */
public record RegistryAccounts(String config, String helper) {
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    /** One account. One without any text is none, and is what public images need. */
    public record Account(String username, String password, String email, String server, String identityToken) {
        public static final Account NONE = new Account("", "", "", "", "");

        public boolean isNone() {
            return username.isEmpty() && password.isEmpty() && identityToken.isEmpty();
        }

        /** The header's value that tells an engine this account; empty for none. */
        public String header() {
            if (isNone()) {
                return "";
            }
            Map<String, Object> fields = Map.of(
                    "username", username,
                    "password", password,
                    "email", email,
                    "serveraddress", server,
                    "identitytoken", identityToken);
            return Base64.getUrlEncoder().encodeToString(Json.writeBytes(fields));
        }

        @Override
        public String toString() {
            return "account " + username + " at " + server;
        }
    }

    /**
     * The account for the registry of an image, or none when no source has one.
     *
     * @throws IOException when a source is broken
     */
    public Account find(ImageName image) throws IOException, InterruptedException {
        String registry = image.registry();
        if (!config.isEmpty()) {
            Account account = fromFile(Path.of(config), registry);
            if (!account.isNone()) {
                return account;
            }
        }
        return helper.isEmpty() ? Account.NONE : fromHelper(helper, registry);
    }

    private static Account fromFile(Path file, String registry) throws IOException, InterruptedException {
        Map<String, Object> content;
        try {
            content = Json.readObject(Files.readAllBytes(file));
        } catch (WireException e) {
            throw new IOException("the accounts in " + file + " cannot be read: " + e.getMessage(), e);
        }
        for (Map.Entry<String, Object> entry : Answer.object(content, "auths").entrySet()) {
            if (sameRegistry(entry.getKey(), registry)) {
                Account account = decoded(Answer.object(content, "auths", entry.getKey()), entry.getKey());
                if (!account.isNone()) {
                    return account;
                }
            }
        }
        String own = Answer.text(content, "credHelpers", registry);
        String general = own.isEmpty() ? Answer.text(content, "credsStore") : own;
        return general.isEmpty() ? Account.NONE : fromHelper(general, registry);
    }

    private static boolean sameRegistry(String key, String registry) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return host.equals(registry)
                || (registry.equals("docker.io")
                        && List.of("index.docker.io", "registry-1.docker.io").contains(host));
    }

    private static Account decoded(Map<String, Object> entry, String server) throws IOException {
        String user = Answer.text(entry, "username");
        String password = Answer.text(entry, "password");
        String encoded = Answer.text(entry, "auth");
        if (!encoded.isEmpty()) {
            try {
                String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                int colon = both.indexOf(':');
                user = colon < 0 ? both : both.substring(0, colon);
                password = colon < 0 ? "" : both.substring(colon + 1).replaceFirst("\0+$", "");
            } catch (IllegalArgumentException e) {
                throw new IOException("the account for " + server + " is not in Base64", e);
            }
        }
        return new Account(user, password, Answer.text(entry, "email"), server, Answer.text(entry, "identitytoken"));
    }

    private static Account fromHelper(String helper, String registry) throws IOException, InterruptedException {
        String server = registry.equals("docker.io") ? DOCKER_HUB : registry;
        return CredentialHelper.ask("docker-credential-" + helper, server);
    }
}
