package dev.drover.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which key of the configuration each flag of the agent sets. */
final class FlagKeys {
    /** Flags that take a value. */
    static final SortedMap<String, String> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("acl-replication-token", "acl.replication_token"),
            Map.entry("alloc-dir", "client.alloc_dir"),
            Map.entry("alloc-mounts-dir", "client.alloc_mounts_dir"),
            Map.entry("bind", "bind_addr"),
            Map.entry("bootstrap-expect", "server.bootstrap_expect"),
            Map.entry("consul-address", "consul.address"),
            Map.entry("consul-auth", "consul.auth"),
            Map.entry("consul-ca-file", "consul.ca_file"),
            Map.entry("consul-cert-file", "consul.cert_file"),
            Map.entry("consul-client-failures-before-critical", "consul.client_failures_before_critical"),
            Map.entry("consul-client-failures-before-warning", "consul.client_failures_before_warning"),
            Map.entry("consul-client-http-check-name", "consul.client_http_check_name"),
            Map.entry("consul-client-service-name", "consul.client_service_name"),
            Map.entry("consul-key-file", "consul.key_file"),
            Map.entry("consul-server-failures-before-critical", "consul.server_failures_before_critical"),
            Map.entry("consul-server-failures-before-warning", "consul.server_failures_before_warning"),
            Map.entry("consul-server-http-check-name", "consul.server_http_check_name"),
            Map.entry("consul-server-rpc-check-name", "consul.server_rpc_check_name"),
            Map.entry("consul-server-serf-check-name", "consul.server_serf_check_name"),
            Map.entry("consul-server-service-name", "consul.server_service_name"),
            Map.entry("consul-token", "consul.token"),
            Map.entry("data-dir", "data_dir"),
            Map.entry("dc", "datacenter"),
            Map.entry("encrypt", "server.encrypt"),
            Map.entry("eventlog-level", "eventlog.level"),
            Map.entry("host-volume-plugin-dir", "client.host_volume_plugin_dir"),
            Map.entry("host-volumes-dir", "client.host_volumes_dir"),
            Map.entry("log-level", "log_level"),
            Map.entry("network-interface", "client.network_interface"),
            Map.entry("network-speed", "client.network_speed"),
            Map.entry("node", "name"),
            Map.entry("node-class", "client.node_class"),
            Map.entry("node-pool", "client.node_pool"),
            Map.entry("plugin-dir", "plugin_dir"),
            Map.entry("preferred-address-family", "client.preferred_address_family"),
            Map.entry("raft-protocol", "server.raft_protocol"),
            Map.entry("region", "region"),
            Map.entry("retry-interval", "server.server_join.retry_interval"),
            Map.entry("retry-max", "server.server_join.retry_max"),
            Map.entry("state-dir", "client.state_dir"),
            Map.entry("vault-address", "vault.address"),
            Map.entry("vault-ca-file", "vault.ca_file"),
            Map.entry("vault-ca-path", "vault.ca_path"),
            Map.entry("vault-cert-file", "vault.cert_file"),
            Map.entry("vault-create-from-role", "vault.create_from_role"),
            Map.entry("vault-key-file", "vault.key_file"),
            Map.entry("vault-namespace", "vault.namespace"),
            Map.entry("vault-tls-server-name", "vault.tls_server_name")));

    /** Flags that stand alone, or take true or false after an equals sign. */
    static final SortedMap<String, String> SWITCHES = new TreeMap<>(Map.ofEntries(
            Map.entry("acl-enabled", "acl.enabled"),
            Map.entry("client", "client.enabled"),
            Map.entry("consul-auto-advertise", "consul.auto_advertise"),
            Map.entry("consul-checks-use-advertise", "consul.checks_use_advertise"),
            Map.entry("consul-client-auto-join", "consul.client_auto_join"),
            Map.entry("consul-server-auto-join", "consul.server_auto_join"),
            Map.entry("consul-ssl", "consul.ssl"),
            Map.entry("consul-verify-ssl", "consul.verify_ssl"),
            Map.entry("eventlog", "eventlog.enabled"),
            Map.entry("log-include-location", "log_include_location"),
            Map.entry("log-json", "log_json"),
            Map.entry("rejoin", "server.rejoin_after_leave"),
            Map.entry("server", "server.enabled"),
            Map.entry("vault-enabled", "vault.enabled"),
            Map.entry("vault-tls-skip-verify", "vault.tls_skip_verify")));

    /** Flags that may be repeated, or list several with commas. */
    static final SortedMap<String, String> LISTS = new TreeMap<>(Map.ofEntries(
            Map.entry("join", "server.server_join.start_join"),
            Map.entry("retry-join", "server.server_join.retry_join"),
            Map.entry("servers", "client.servers")));

    private FlagKeys() {}

    /** The names of all flags, without dashes. */
    static List<String> names() {
        List<String> names = new ArrayList<>(List.of("dev", "config", "meta", "help"));
        names.addAll(VALUES.keySet());
        names.addAll(SWITCHES.keySet());
        names.addAll(LISTS.keySet());
        return names;
    }
}
