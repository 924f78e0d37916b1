package dev.drover.testkit;

import dev.drover.sdk.DroverClient;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts what {@link DroverCluster} asks for. JUnit closes it with the class that it was started for. */
final class DroverClusterExtension implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace CLUSTERS =
            ExtensionContext.Namespace.create(DroverClusterExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        // A nested class that asks for nothing shares the cluster of the class around it, as stores do.
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), DroverCluster.class)
                .ifPresent(wanted -> context.getStore(CLUSTERS)
                        .put(TestCluster.class, TestCluster.start(wanted.servers(), wanted.clients())));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DroverClient.class || type == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCluster cluster = context.getStore(CLUSTERS).get(TestCluster.class, TestCluster.class);
        if (cluster == null) {
            throw new ParameterResolutionException(
                    "a cluster is needed for " + parameter.getParameter() + ": put @DroverCluster on the test class");
        }
        return parameter.getParameter().getType() == TestCluster.class ? cluster : cluster.client();
    }
}
