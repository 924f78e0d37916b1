package dev.drover.network;

import dev.drover.model.alloc.AllocNetworkStatus;
import dev.drover.model.job.DNSConfig;
import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the result of a chain of plugins: addresses of the interface inside the namespace, and whom to ask for names. */
final class PluginResult {
    private final Map<String, Object> json;

    PluginResult(String result) {
        this.json = result.isEmpty() ? Map.of() : Json.readObject(result.getBytes(StandardCharsets.UTF_8));
    }

    /** @param wanted what the job asks for, which goes before what the plugins say; null for nothing */
    AllocNetworkStatus status(@Nullable DNSConfig wanted) {
        DNSConfig dns = wanted == null ? dns() : wanted;
        return json.isEmpty()
                ? new AllocNetworkStatus("lo", "127.0.0.1", "", dns)
                : new AllocNetworkStatus(interfaceName(), address(false), address(true), dns);
    }

    private String interfaceName() {
        return maps(json.get("interfaces")).stream()
                .filter(each ->
                        !String.valueOf(each.getOrDefault("sandbox", "")).isEmpty())
                .map(each -> String.valueOf(each.get("name")))
                .filter(name -> !name.equals("lo"))
                .findFirst()
                .orElse(PluginChain.INTERFACE);
    }

    /** Without the length of its prefix. */
    private String address(boolean ipv6) {
        return maps(json.get("ips")).stream()
                .map(each -> String.valueOf(each.getOrDefault("address", "")))
                .filter(address -> address.contains(":") == ipv6)
                .map(address -> address.replaceFirst("/.*", ""))
                .findFirst()
                .orElse("");
    }

    private @Nullable DNSConfig dns() {
        if (!(json.get("dns") instanceof Map<?, ?> dns)
                || texts(dns.get("nameservers")).isEmpty()) {
            return null;
        }
        return new DNSConfig(texts(dns.get("nameservers")), texts(dns.get("search")), texts(dns.get("options")));
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static List<Map<String, Object>> maps(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(PluginResult::map).filter(Objects::nonNull).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // free-form JSON has texts as keys
    private static @Nullable Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }
}
