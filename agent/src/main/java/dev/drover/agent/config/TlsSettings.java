package dev.drover.agent.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Certificates.
 *
 * @param http whether the API is served over HTTPS only
 * @param rpc whether agents speak to each other over TLS
 * @param verifyServerHostname whether servers must have the certificate of a server
 * @param verifyHttpsClient whether who asks the API must show a certificate
 * @param upgrade whether links in the clear are taken too, while a cluster changes over
 * @param authority file of those whose certificates are trusted
 * @param certificate file of the agent's own
 * @param key file of its key
 * @param protocols versions of TLS to speak, by their names in Java
 * @param suites ciphers to use; empty for the usual ones
 */
public record TlsSettings(
        boolean http,
        boolean rpc,
        boolean verifyServerHostname,
        boolean verifyHttpsClient,
        boolean upgrade,
        Optional<Path> authority,
        Optional<Path> certificate,
        Optional<Path> key,
        List<String> protocols,
        List<String> suites) {
    private static final String NEWEST = "TLSv1.3";
    private static final String OLDEST = "TLSv1.2";

    public TlsSettings {
        protocols = List.copyOf(protocols);
        suites = List.copyOf(suites);
    }

    static TlsSettings of(Settings settings) {
        TlsSettings tls = new TlsSettings(
                settings.bool("tls.http", false),
                settings.bool("tls.rpc", false),
                settings.bool("tls.verify_server_hostname", false),
                settings.bool("tls.verify_https_client", false),
                settings.bool("tls.rpc_upgrade_mode", false),
                file(settings, "tls.ca_file"),
                file(settings, "tls.cert_file"),
                file(settings, "tls.key_file"),
                protocols(settings),
                suites(settings.text("tls.tls_cipher_suites", "")));
        String wanted = tls.rpc ? "tls.rpc" : "tls.http";
        if (tls.rpc || tls.http) {
            need(wanted, "tls.cert_file", tls.certificate);
            need(wanted, "tls.key_file", tls.key);
        }
        if (tls.rpc || (tls.http && tls.verifyHttpsClient)) {
            need(tls.rpc ? wanted : "tls.verify_https_client", "tls.ca_file", tls.authority);
        }
        return tls;
    }

    private static Optional<Path> file(Settings settings, String key) {
        return settings.text(key).filter(text -> !text.isEmpty()).map(Path::of);
    }

    private static void need(String wanted, String key, Optional<Path> file) {
        if (file.isEmpty()) {
            throw new ConfigException(
                    wanted + " needs " + key + "; `tls ca create` and `tls cert create` make such files");
        }
    }

    /** The versions below 1.2 are broken; who allows them also allows the better ones. */
    private static List<String> protocols(Settings settings) {
        String key = "tls.tls_min_version";
        String least = settings.text(key, "tls12");
        return switch (least) {
            case "tls10", "tls11", "tls12", "" -> List.of(NEWEST, OLDEST);
            case "tls13" -> List.of(NEWEST);
            default ->
                throw new ConfigException(
                        settings.origin(key) + " must be tls10, tls11, tls12 or tls13, found \"" + least + "\"");
        };
    }

    /** Two of the names are shorter than those in Java. */
    private static List<String> suites(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.endsWith("_CHACHA20_POLY1305") ? name + "_SHA256" : name)
                .toList();
    }
}
