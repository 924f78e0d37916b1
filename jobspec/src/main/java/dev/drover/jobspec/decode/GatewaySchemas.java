package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.LONG;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.service.ConsulGateway;
import dev.drover.model.service.ConsulGatewayBindAddress;
import dev.drover.model.service.ConsulGatewayBindAddressBuilder;
import dev.drover.model.service.ConsulGatewayBuilder;
import dev.drover.model.service.ConsulGatewayProxy;
import dev.drover.model.service.ConsulGatewayProxyBuilder;
import dev.drover.model.service.ConsulGatewayTLSConfig;
import dev.drover.model.service.ConsulGatewayTLSConfigBuilder;
import dev.drover.model.service.ConsulGatewayTLSSDSConfig;
import dev.drover.model.service.ConsulGatewayTLSSDSConfigBuilder;
import dev.drover.model.service.ConsulHTTPHeaderModifiers;
import dev.drover.model.service.ConsulHTTPHeaderModifiersBuilder;
import dev.drover.model.service.ConsulIngressConfigEntry;
import dev.drover.model.service.ConsulIngressConfigEntryBuilder;
import dev.drover.model.service.ConsulIngressListener;
import dev.drover.model.service.ConsulIngressListenerBuilder;
import dev.drover.model.service.ConsulIngressService;
import dev.drover.model.service.ConsulIngressServiceBuilder;
import dev.drover.model.service.ConsulLinkedService;
import dev.drover.model.service.ConsulLinkedServiceBuilder;
import dev.drover.model.service.ConsulMeshConfigEntry;
import dev.drover.model.service.ConsulTerminatingConfigEntry;
import dev.drover.model.service.ConsulTerminatingConfigEntryBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gateways into and out of the mesh. */
final class GatewaySchemas {
    private static final Schema<ConsulGatewayTLSSDSConfigBuilder, ConsulGatewayTLSSDSConfig> SDS = schema(
                    "sds", ConsulGatewayTLSSDSConfigBuilder::builder, ConsulGatewayTLSSDSConfigBuilder::build)
            .optional("cluster_name", TEXT, ConsulGatewayTLSSDSConfigBuilder::clusterName)
            .optional("cert_resource", TEXT, ConsulGatewayTLSSDSConfigBuilder::certResource)
            .build();

    private static final Schema<ConsulGatewayTLSConfigBuilder, ConsulGatewayTLSConfig> TLS = schema(
                    "tls", ConsulGatewayTLSConfigBuilder::builder, ConsulGatewayTLSConfigBuilder::build)
            .optional("enabled", BOOL, ConsulGatewayTLSConfigBuilder::enabled)
            .optional("tls_min_version", TEXT, ConsulGatewayTLSConfigBuilder::tlsMinVersion)
            .optional("tls_max_version", TEXT, ConsulGatewayTLSConfigBuilder::tlsMaxVersion)
            .optional("cipher_suites", TEXTS, ConsulGatewayTLSConfigBuilder::cipherSuites)
            .one(SDS, ConsulGatewayTLSConfigBuilder::sds)
            .build();

    private static final Schema<ConsulIngressServiceBuilder, ConsulIngressService> INGRESS_SERVICE = schema(
                    "service", ConsulIngressServiceBuilder::builder, ConsulIngressServiceBuilder::build)
            .required("name", TEXT, ConsulIngressServiceBuilder::name)
            .optional("hosts", TEXTS, ConsulIngressServiceBuilder::hosts)
            .one(TLS, ConsulIngressServiceBuilder::tls)
            .one(headers("request_headers"), ConsulIngressServiceBuilder::requestHeaders)
            .one(headers("response_headers"), ConsulIngressServiceBuilder::responseHeaders)
            .optional("max_connections", LONG, ConsulIngressServiceBuilder::maxConnections)
            .optional("max_pending_requests", LONG, ConsulIngressServiceBuilder::maxPendingRequests)
            .optional("max_concurrent_requests", LONG, ConsulIngressServiceBuilder::maxConcurrentRequests)
            .build();

    private static final Schema<ConsulIngressListenerBuilder, ConsulIngressListener> LISTENER = schema(
                    "listener", ConsulIngressListenerBuilder::builder, ConsulIngressListenerBuilder::build)
            .required("port", INT, ConsulIngressListenerBuilder::port)
            .optional("protocol", TEXT, ConsulIngressListenerBuilder::protocol)
            .atLeastOne(INGRESS_SERVICE, ConsulIngressListenerBuilder::services)
            .build();

    private static final Schema<ConsulIngressConfigEntryBuilder, ConsulIngressConfigEntry> INGRESS = schema(
                    "ingress", ConsulIngressConfigEntryBuilder::builder, ConsulIngressConfigEntryBuilder::build)
            .one(TLS, ConsulIngressConfigEntryBuilder::tls)
            .atLeastOne(LISTENER, ConsulIngressConfigEntryBuilder::listeners)
            .build();

    private static final Schema<ConsulLinkedServiceBuilder, ConsulLinkedService> LINKED_SERVICE = schema(
                    "service", ConsulLinkedServiceBuilder::builder, ConsulLinkedServiceBuilder::build)
            .required("name", TEXT, ConsulLinkedServiceBuilder::name)
            .optional("ca_file", TEXT, ConsulLinkedServiceBuilder::caFile)
            .optional("cert_file", TEXT, ConsulLinkedServiceBuilder::certFile)
            .optional("key_file", TEXT, ConsulLinkedServiceBuilder::keyFile)
            .optional("sni", TEXT, ConsulLinkedServiceBuilder::sni)
            .build();

    private static final Schema<ConsulTerminatingConfigEntryBuilder, ConsulTerminatingConfigEntry> TERMINATING = schema(
                    "terminating",
                    ConsulTerminatingConfigEntryBuilder::builder,
                    ConsulTerminatingConfigEntryBuilder::build)
            .atLeastOne(LINKED_SERVICE, ConsulTerminatingConfigEntryBuilder::services)
            .build();

    private static final Schema<ConsulMeshConfigEntry, ConsulMeshConfigEntry> MESH =
            schema("mesh", ConsulMeshConfigEntry::new, mesh -> mesh).build();

    private static final Schema<ConsulGatewayBindAddressBuilder, ConsulGatewayBindAddress> BIND_ADDRESS = schema(
                    "envoy_gateway_bind_addresses",
                    ConsulGatewayBindAddressBuilder::builder,
                    ConsulGatewayBindAddressBuilder::build)
            .label("name", ConsulGatewayBindAddressBuilder::name)
            .required("address", TEXT, ConsulGatewayBindAddressBuilder::address)
            .required("port", INT, ConsulGatewayBindAddressBuilder::port)
            .build();

    private static final Schema<ConsulGatewayProxyBuilder, ConsulGatewayProxy> PROXY = schema(
                    "proxy", ConsulGatewayProxyBuilder::builder, ConsulGatewayProxyBuilder::build)
            .optional("connect_timeout", DURATION, ConsulGatewayProxyBuilder::connectTimeout)
            .optional(
                    "envoy_gateway_bind_tagged_addresses",
                    BOOL,
                    ConsulGatewayProxyBuilder::envoyGatewayBindTaggedAddresses)
            .many(BIND_ADDRESS, (proxy, addresses) -> proxy.envoyGatewayBindAddresses(byName(addresses)))
            .optional("envoy_gateway_no_default_bind", BOOL, ConsulGatewayProxyBuilder::envoyGatewayNoDefaultBind)
            .optional("envoy_dns_discovery_type", TEXT, ConsulGatewayProxyBuilder::envoyDnsDiscoveryType)
            .map("config", MapType.FREE_FORM, ConsulGatewayProxyBuilder::config)
            .build();

    static final Schema<ConsulGatewayBuilder, ConsulGateway> GATEWAY = schema(
                    "gateway", ConsulGatewayBuilder::builder, ConsulGatewayBuilder::build)
            .one(PROXY, ConsulGatewayBuilder::proxy)
            .one(INGRESS, ConsulGatewayBuilder::ingress)
            .one(TERMINATING, ConsulGatewayBuilder::terminating)
            .one(MESH, ConsulGatewayBuilder::mesh)
            .build();

    private GatewaySchemas() {}

    private static Schema<ConsulHTTPHeaderModifiersBuilder, ConsulHTTPHeaderModifiers> headers(String type) {
        return schema(type, ConsulHTTPHeaderModifiersBuilder::builder, ConsulHTTPHeaderModifiersBuilder::build)
                .map("add", MapType.TEXTS, ConsulHTTPHeaderModifiersBuilder::add)
                .map("set", MapType.TEXTS, ConsulHTTPHeaderModifiersBuilder::set)
                .optional("remove", TEXTS, ConsulHTTPHeaderModifiersBuilder::remove)
                .build();
    }

    private static Map<String, ConsulGatewayBindAddress> byName(List<ConsulGatewayBindAddress> addresses) {
        Map<String, ConsulGatewayBindAddress> byName = new LinkedHashMap<>();
        addresses.forEach(address -> byName.put(address.name(), address));
        return byName;
    }
}
