package dev.drover.model.canonical;

import dev.drover.model.service.ConsulConnect;
import dev.drover.model.service.ConsulConnectBuilder;
import dev.drover.model.service.ConsulGateway;
import dev.drover.model.service.ConsulGatewayBuilder;
import dev.drover.model.service.ConsulGatewayProxy;
import dev.drover.model.service.ConsulGatewayProxyBuilder;
import dev.drover.model.service.ConsulIngressConfigEntry;
import dev.drover.model.service.ConsulIngressListener;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service mesh: sidecars, upstreams and gateways. */
final class Mesh {
    private static final int SIDECAR_CPU_MHZ = 250;
    private static final int SIDECAR_MEMORY_MB = 128;
    private static final int OUTBOUND_PORT = 15_001;

    private Mesh() {}

    static @Nullable ConsulConnect fill(@Nullable ConsulConnect connect) {
        return connect == null
                ? null
                : ConsulConnectBuilder.builder(connect)
                        .gateway(gateway(connect.gateway()))
                        .sidecarService(sidecar(connect.sidecarService()))
                        .sidecarTask(task(connect.sidecarTask()))
                        .build();
    }

    private static @Nullable SidecarTask task(@Nullable SidecarTask task) {
        return task == null
                ? null
                : SidecarTaskBuilder.builder(task)
                        .driver(Fill.text(task.driver(), "docker"))
                        .resources(TaskResources.fill(task.resources(), SIDECAR_CPU_MHZ, SIDECAR_MEMORY_MB))
                        .killTimeout(Fill.value(task.killTimeout(), Duration.ofSeconds(5)))
                        .shutdownDelay(Fill.value(task.shutdownDelay(), Duration.ofSeconds(5)))
                        .logConfig(TaskDefaults.logs(task.logConfig()))
                        .build();
    }

    private static @Nullable ConsulSidecarService sidecar(@Nullable ConsulSidecarService sidecar) {
        return sidecar == null
                ? null
                : ConsulSidecarServiceBuilder.builder(sidecar)
                        .proxy(proxy(sidecar.proxy()))
                        .build();
    }

    private static @Nullable ConsulProxy proxy(@Nullable ConsulProxy proxy) {
        return proxy == null
                ? null
                : ConsulProxyBuilder.builder(proxy)
                        .upstreams(
                                proxy.upstreams().stream().map(Mesh::upstream).toList())
                        .transparentProxy(transparent(proxy.transparentProxy()))
                        .expose(proxy.expose() == null ? proxy.exposeConfig() : proxy.expose())
                        .exposeConfig(null)
                        .build();
    }

    private static ConsulUpstream upstream(ConsulUpstream upstream) {
        return ConsulUpstreamBuilder.builder(upstream)
                .destinationType(Fill.text(upstream.destinationType(), "service"))
                .build();
    }

    private static @Nullable ConsulTransparentProxy transparent(@Nullable ConsulTransparentProxy proxy) {
        return proxy == null
                ? null
                : ConsulTransparentProxyBuilder.builder(proxy)
                        .uid(Fill.text(proxy.uid(), "101"))
                        .outboundPort(proxy.outboundPort() == 0 ? OUTBOUND_PORT : proxy.outboundPort())
                        .build();
    }

    private static @Nullable ConsulGateway gateway(@Nullable ConsulGateway gateway) {
        return gateway == null
                ? null
                : ConsulGatewayBuilder.builder(gateway)
                        .proxy(proxy(gateway.proxy()))
                        .ingress(ingress(gateway.ingress()))
                        .build();
    }

    private static ConsulGatewayProxy proxy(@Nullable ConsulGatewayProxy proxy) {
        ConsulGatewayProxy written =
                proxy == null ? ConsulGatewayProxyBuilder.builder().build() : proxy;
        return ConsulGatewayProxyBuilder.builder(written)
                .connectTimeout(Fill.value(written.connectTimeout(), Duration.ofSeconds(5)))
                .build();
    }

    private static @Nullable ConsulIngressConfigEntry ingress(@Nullable ConsulIngressConfigEntry ingress) {
        return ingress == null
                ? null
                : new ConsulIngressConfigEntry(
                        ingress.tls(),
                        ingress.listeners().stream().map(Mesh::listener).toList());
    }

    private static ConsulIngressListener listener(ConsulIngressListener listener) {
        return new ConsulIngressListener(listener.port(), Fill.text(listener.protocol(), "tcp"), listener.services());
    }
}
