package dev.drover.drivers.engine;

import dev.drover.drivers.engine.RegistryAccounts.Account;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks a program that keeps accounts: it reads a registry's address and writes the account as JSON. */
final class CredentialHelper {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 1 << 20;

    /** The secret of this user is a token and not a password. */
    private static final String TOKEN = "<token>";

    private CredentialHelper() {}

    /**
     * The account for a registry, or none when the program knows none.
     *
     * @throws IOException when the program is missing, fails or takes too long
     */
    static Account ask(String program, String server) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(program, "get").redirectErrorStream(true).start();
        Thread watch = Thread.ofVirtual().name("credential-helper").start(() -> endLate(process));
        try {
            process.getOutputStream().write(server.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readNBytes(LONGEST_ANSWER);
            int code = process.waitFor();
            String text = new String(answer, StandardCharsets.UTF_8).strip();
            if (code == 0) {
                return account(Json.readObject(answer), server);
            }
            if (text.contains("not found")) {
                return Account.NONE;
            }
            throw new IOException(program + " failed with code " + code + ": " + text);
        } catch (WireException e) {
            throw new IOException("the answer of " + program + " cannot be read", e);
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        }
    }

    private static Account account(Map<String, Object> answer, String server) {
        String user = Answer.text(answer, "Username");
        String secret = Answer.text(answer, "Secret");
        return user.equals(TOKEN) ? new Account("", "", "", server, secret) : new Account(user, secret, "", server, "");
    }
}
