package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.service.CheckRestart;
import dev.drover.model.service.CheckRestartBuilder;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.service.ServiceCheck;
import dev.drover.model.service.ServiceCheckBuilder;
import dev.drover.model.service.ServiceWeights;
import dev.drover.model.service.ServiceWeightsBuilder;

/** Services and their checks. */
final class ServiceSchemas {
    private static final Schema<CheckRestartBuilder, CheckRestart> CHECK_RESTART = schema(
                    "check_restart", CheckRestartBuilder::builder, CheckRestartBuilder::build)
            .optional("limit", INT, CheckRestartBuilder::limit)
            .optional("grace", DURATION, CheckRestartBuilder::grace)
            .optional("ignore_warnings", BOOL, CheckRestartBuilder::ignoreWarnings)
            .build();

    private static final Schema<ServiceCheckBuilder, ServiceCheck> CHECK = schema(
                    "check", ServiceCheckBuilder::builder, ServiceCheckBuilder::build)
            .optional("name", TEXT, ServiceCheckBuilder::name)
            .required("type", TEXT, ServiceCheckBuilder::type)
            .optional("command", TEXT, ServiceCheckBuilder::command)
            .optional("args", TEXTS, ServiceCheckBuilder::args)
            .optional("path", TEXT, ServiceCheckBuilder::path)
            .optional("protocol", TEXT, ServiceCheckBuilder::protocol)
            .optional("port", TEXT, ServiceCheckBuilder::portLabel)
            .optional("expose", BOOL, ServiceCheckBuilder::expose)
            .optional("address_mode", TEXT, ServiceCheckBuilder::addressMode)
            .optional("advertise", TEXT, ServiceCheckBuilder::advertise)
            .required("interval", DURATION, ServiceCheckBuilder::interval)
            .required("timeout", DURATION, ServiceCheckBuilder::timeout)
            .optional("initial_status", TEXT, ServiceCheckBuilder::initialStatus)
            .optional("notes", TEXT, ServiceCheckBuilder::notes)
            .optional("tls_server_name", TEXT, ServiceCheckBuilder::tlsServerName)
            .optional("tls_skip_verify", BOOL, ServiceCheckBuilder::tlsSkipVerify)
            .map("header", MapType.TEXT_LISTS, ServiceCheckBuilder::header)
            .optional("method", TEXT, ServiceCheckBuilder::method)
            .one(CHECK_RESTART, ServiceCheckBuilder::checkRestart)
            .optional("grpc_service", TEXT, ServiceCheckBuilder::grpcService)
            .optional("grpc_use_tls", BOOL, ServiceCheckBuilder::grpcUseTls)
            .optional("task", TEXT, ServiceCheckBuilder::taskName)
            .optional("success_before_passing", INT, ServiceCheckBuilder::successBeforePassing)
            .optional("failures_before_critical", INT, ServiceCheckBuilder::failuresBeforeCritical)
            .optional("failures_before_warning", INT, ServiceCheckBuilder::failuresBeforeWarning)
            .optional("body", TEXT, ServiceCheckBuilder::body)
            .optional("on_update", TEXT, ServiceCheckBuilder::onUpdate)
            .build();

    private static final Schema<ServiceWeightsBuilder, ServiceWeights> WEIGHTS = schema(
                    "weights", ServiceWeightsBuilder::builder, ServiceWeightsBuilder::build)
            .optional("passing", INT, ServiceWeightsBuilder::passing)
            .optional("warning", INT, ServiceWeightsBuilder::warning)
            .build();

    static final Schema<ServiceBuilder, Service> SERVICE = schema(
                    "service", ServiceBuilder::builder, ServiceBuilder::build)
            .optional("name", TEXT, ServiceBuilder::name)
            .optional("tags", TEXTS, ServiceBuilder::tags)
            .optional("canary_tags", TEXTS, ServiceBuilder::canaryTags)
            .optional("enable_tag_override", BOOL, ServiceBuilder::enableTagOverride)
            .optional("port", TEXT, ServiceBuilder::portLabel)
            .optional("address_mode", TEXT, ServiceBuilder::addressMode)
            .optional("address", TEXT, ServiceBuilder::address)
            .many(CHECK, ServiceBuilder::checks)
            .one(CHECK_RESTART, ServiceBuilder::checkRestart)
            .one(ConnectSchemas.CONNECT, ServiceBuilder::connect)
            .map("meta", MapType.TEXTS, ServiceBuilder::meta)
            .map("canary_meta", MapType.TEXTS, ServiceBuilder::canaryMeta)
            .map("tagged_addresses", MapType.TEXTS, ServiceBuilder::taggedAddresses)
            .optional("task", TEXT, ServiceBuilder::taskName)
            .optional("on_update", TEXT, ServiceBuilder::onUpdate)
            .one(AccessSchemas.IDENTITY, ServiceBuilder::identity)
            .one(WEIGHTS, ServiceBuilder::weights)
            .optional("provider", TEXT, ServiceBuilder::provider)
            .optional("cluster", TEXT, ServiceBuilder::cluster)
            .optional("kind", TEXT, ServiceBuilder::kind)
            .build();

    private ServiceSchemas() {}
}
