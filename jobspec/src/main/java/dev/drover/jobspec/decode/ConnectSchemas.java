package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.INTS;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.service.ConsulConnect;
import dev.drover.model.service.ConsulConnectBuilder;
import dev.drover.model.service.ConsulExposeConfig;
import dev.drover.model.service.ConsulExposeConfigBuilder;
import dev.drover.model.service.ConsulExposePath;
import dev.drover.model.service.ConsulExposePathBuilder;
import dev.drover.model.service.ConsulMeshGateway;
import dev.drover.model.service.ConsulMeshGatewayBuilder;
import dev.drover.model.service.ConsulProxy;
import dev.drover.model.service.ConsulProxyBuilder;
import dev.drover.model.service.ConsulSidecarService;
import dev.drover.model.service.ConsulSidecarServiceBuilder;
import dev.drover.model.service.ConsulTransparentProxy;
import dev.drover.model.service.ConsulTransparentProxyBuilder;
import dev.drover.model.service.ConsulUpstream;
import dev.drover.model.service.ConsulUpstreamBuilder;
import dev.drover.model.service.SidecarTask;
import dev.drover.model.service.SidecarTaskBuilder;

/** Services in the mesh, with the proxies beside them. */
final class ConnectSchemas {
    private static final Schema<ConsulExposePathBuilder, ConsulExposePath> PATH = schema(
                    "path", ConsulExposePathBuilder::builder, ConsulExposePathBuilder::build)
            .required("path", TEXT, ConsulExposePathBuilder::path)
            .required("protocol", TEXT, ConsulExposePathBuilder::protocol)
            .required("local_path_port", INT, ConsulExposePathBuilder::localPathPort)
            .required("listener_port", TEXT, ConsulExposePathBuilder::listenerPort)
            .build();

    private static final Schema<ConsulExposeConfigBuilder, ConsulExposeConfig> EXPOSE = schema(
                    "expose", ConsulExposeConfigBuilder::builder, ConsulExposeConfigBuilder::build)
            .many(PATH, ConsulExposeConfigBuilder::paths)
            .build();

    private static final Schema<ConsulMeshGatewayBuilder, ConsulMeshGateway> MESH_GATEWAY = schema(
                    "mesh_gateway", ConsulMeshGatewayBuilder::builder, ConsulMeshGatewayBuilder::build)
            .optional("mode", TEXT, ConsulMeshGatewayBuilder::mode)
            .build();

    private static final Schema<ConsulUpstreamBuilder, ConsulUpstream> UPSTREAMS = schema(
                    "upstreams", ConsulUpstreamBuilder::builder, ConsulUpstreamBuilder::build)
            .required("destination_name", TEXT, ConsulUpstreamBuilder::destinationName)
            .optional("destination_namespace", TEXT, ConsulUpstreamBuilder::destinationNamespace)
            .optional("destination_peer", TEXT, ConsulUpstreamBuilder::destinationPeer)
            .optional("destination_partition", TEXT, ConsulUpstreamBuilder::destinationPartition)
            .optional("destination_type", TEXT, ConsulUpstreamBuilder::destinationType)
            .optional("local_bind_port", INT, ConsulUpstreamBuilder::localBindPort)
            .optional("datacenter", TEXT, ConsulUpstreamBuilder::datacenter)
            .optional("local_bind_address", TEXT, ConsulUpstreamBuilder::localBindAddress)
            .optional("local_bind_socket_path", TEXT, ConsulUpstreamBuilder::localBindSocketPath)
            .optional("local_bind_socket_mode", TEXT, ConsulUpstreamBuilder::localBindSocketMode)
            .one(MESH_GATEWAY, ConsulUpstreamBuilder::meshGateway)
            .map("config", MapType.FREE_FORM, ConsulUpstreamBuilder::config)
            .build();

    private static final Schema<ConsulTransparentProxyBuilder, ConsulTransparentProxy> TRANSPARENT_PROXY = schema(
                    "transparent_proxy", ConsulTransparentProxyBuilder::builder, ConsulTransparentProxyBuilder::build)
            .optional("uid", TEXT, ConsulTransparentProxyBuilder::uid)
            .optional("outbound_port", INT, ConsulTransparentProxyBuilder::outboundPort)
            .optional("exclude_inbound_ports", TEXTS, ConsulTransparentProxyBuilder::excludeInboundPorts)
            .optional("exclude_outbound_ports", INTS, ConsulTransparentProxyBuilder::excludeOutboundPorts)
            .optional("exclude_outbound_cidrs", TEXTS, ConsulTransparentProxyBuilder::excludeOutboundCidrs)
            .optional("exclude_uids", TEXTS, ConsulTransparentProxyBuilder::excludeUids)
            .optional("no_dns", BOOL, ConsulTransparentProxyBuilder::noDns)
            .build();

    private static final Schema<ConsulProxyBuilder, ConsulProxy> PROXY = schema(
                    "proxy", ConsulProxyBuilder::builder, ConsulProxyBuilder::build)
            .optional("local_service_address", TEXT, ConsulProxyBuilder::localServiceAddress)
            .optional("local_service_port", INT, ConsulProxyBuilder::localServicePort)
            .one(EXPOSE, ConsulProxyBuilder::expose)
            .many(UPSTREAMS, ConsulProxyBuilder::upstreams)
            .one(TRANSPARENT_PROXY, ConsulProxyBuilder::transparentProxy)
            .map("config", MapType.FREE_FORM, ConsulProxyBuilder::config)
            .build();

    private static final Schema<ConsulSidecarServiceBuilder, ConsulSidecarService> SIDECAR_SERVICE = schema(
                    "sidecar_service", ConsulSidecarServiceBuilder::builder, ConsulSidecarServiceBuilder::build)
            .optional("tags", TEXTS, ConsulSidecarServiceBuilder::tags)
            .optional("port", TEXT, ConsulSidecarServiceBuilder::port)
            .one(PROXY, ConsulSidecarServiceBuilder::proxy)
            .optional("disable_default_tcp_check", BOOL, ConsulSidecarServiceBuilder::disableDefaultTcpCheck)
            .map("meta", MapType.TEXTS, ConsulSidecarServiceBuilder::meta)
            .build();

    private static final Schema<SidecarTaskBuilder, SidecarTask> SIDECAR_TASK = schema(
                    "sidecar_task", SidecarTaskBuilder::builder, SidecarTaskBuilder::build)
            .optional("name", TEXT, SidecarTaskBuilder::name)
            .optional("driver", TEXT, SidecarTaskBuilder::driver)
            .optional("user", TEXT, SidecarTaskBuilder::user)
            .mapBlock("config", MapType.FREE_FORM, SidecarTaskBuilder::config)
            .map("env", MapType.TEXTS, SidecarTaskBuilder::env)
            .one(ResourceSchemas.RESOURCES, SidecarTaskBuilder::resources)
            .map("meta", MapType.TEXTS, SidecarTaskBuilder::meta)
            .optional("kill_timeout", DURATION, SidecarTaskBuilder::killTimeout)
            .one(TaskFileSchemas.LOGS, SidecarTaskBuilder::logConfig)
            .optional("shutdown_delay", DURATION, SidecarTaskBuilder::shutdownDelay)
            .optional("kill_signal", TEXT, SidecarTaskBuilder::killSignal)
            .many(TaskFileSchemas.VOLUME_MOUNT, SidecarTaskBuilder::volumeMounts)
            .many(AccessSchemas.IDENTITY, SidecarTaskBuilder::identities)
            .build();

    static final Schema<ConsulConnectBuilder, ConsulConnect> CONNECT = schema(
                    "connect", ConsulConnectBuilder::builder, ConsulConnectBuilder::build)
            .optional("native", BOOL, ConsulConnectBuilder::isNative)
            .one(GatewaySchemas.GATEWAY, ConsulConnectBuilder::gateway)
            .one(SIDECAR_SERVICE, ConsulConnectBuilder::sidecarService)
            .one(SIDECAR_TASK, ConsulConnectBuilder::sidecarTask)
            .build();

    private ConnectSchemas() {}
}
