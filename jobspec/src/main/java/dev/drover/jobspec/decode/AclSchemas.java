package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.SchemaBuilder.checkedSchema;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.ACLPolicyRulesBuilder;
import dev.drover.model.acl.ACLRulesAgent;
import dev.drover.model.acl.ACLRulesAgentBuilder;
import dev.drover.model.acl.ACLRulesHostVolume;
import dev.drover.model.acl.ACLRulesHostVolumeBuilder;
import dev.drover.model.acl.ACLRulesNamespace;
import dev.drover.model.acl.ACLRulesNamespaceBuilder;
import dev.drover.model.acl.ACLRulesNode;
import dev.drover.model.acl.ACLRulesNodeBuilder;
import dev.drover.model.acl.ACLRulesNodePool;
import dev.drover.model.acl.ACLRulesNodePoolBuilder;
import dev.drover.model.acl.ACLRulesOperator;
import dev.drover.model.acl.ACLRulesOperatorBuilder;
import dev.drover.model.acl.ACLRulesPlugin;
import dev.drover.model.acl.ACLRulesPluginBuilder;
import dev.drover.model.acl.ACLRulesQuota;
import dev.drover.model.acl.ACLRulesQuotaBuilder;
import dev.drover.model.acl.ACLRulesSentinel;
import dev.drover.model.acl.ACLRulesSentinelBuilder;
import dev.drover.model.acl.ACLRulesVariables;
import dev.drover.model.acl.ACLRulesVariablesBuilder;
import dev.drover.model.acl.ACLRulesVariablesPath;
import dev.drover.model.acl.ACLRulesVariablesPathBuilder;
import dev.drover.model.acl.HostVolumeCapability;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.acl.OperatorCapability;
import dev.drover.model.acl.PolicyWords;
import dev.drover.model.acl.SentinelCapability;
import dev.drover.model.acl.VariableCapability;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of an access policy. */
final class AclSchemas {
    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9*-]{1,128}");
    private static final Pattern NODE_POOL = Pattern.compile("[a-zA-Z0-9_*-]{1,128}");
    private static final Pattern HOST_VOLUME = Pattern.compile("[a-zA-Z0-9*-]{1,128}");

    /** The older form {@code path "x" { policy = "read" }} has no counterpart; only capabilities count. */
    private static final Schema<ACLRulesVariablesPathBuilder, ACLRulesVariablesPath> PATH = checkedSchema(
                    "path", ACLRulesVariablesPathBuilder::builder, AclSchemas::path)
            .optionalLabel("path or pattern", ACLRulesVariablesPathBuilder::pathSpec)
            .required(
                    "capabilities",
                    words(PolicyWords.capabilities(VariableCapability.class)),
                    ACLRulesVariablesPathBuilder::capabilities)
            .build();

    private static final Schema<ACLRulesVariablesBuilder, ACLRulesVariables> VARIABLES = schema(
                    "variables", ACLRulesVariablesBuilder::builder, ACLRulesVariablesBuilder::build)
            .atLeastOne(PATH, ACLRulesVariablesBuilder::paths)
            .build();

    private static final Schema<ACLRulesNamespaceBuilder, ACLRulesNamespace> NAMESPACE_RULE = checkedSchema(
                    "namespace", ACLRulesNamespaceBuilder::builder, AclSchemas::namespace)
            .optionalLabel("name or pattern", ACLRulesNamespaceBuilder::name)
            .optional("policy", level("namespace"), ACLRulesNamespaceBuilder::policy)
            .optional(
                    "capabilities",
                    words(PolicyWords.capabilities(NamespaceCapability.class)),
                    ACLRulesNamespaceBuilder::capabilities)
            .one(VARIABLES, ACLRulesNamespaceBuilder::variables)
            .build();

    private static final Schema<ACLRulesNodePoolBuilder, ACLRulesNodePool> NODE_POOL_RULE = checkedSchema(
                    "node_pool", ACLRulesNodePoolBuilder::builder, AclSchemas::nodePool)
            .optionalLabel("name or pattern", ACLRulesNodePoolBuilder::name)
            .optional("policy", level("node_pool"), ACLRulesNodePoolBuilder::policy)
            .optional(
                    "capabilities",
                    words(PolicyWords.capabilities(NodePoolCapability.class)),
                    ACLRulesNodePoolBuilder::capabilities)
            .build();

    private static final Schema<ACLRulesHostVolumeBuilder, ACLRulesHostVolume> HOST_VOLUME_RULE = checkedSchema(
                    "host_volume", ACLRulesHostVolumeBuilder::builder, AclSchemas::hostVolume)
            .optionalLabel("name or pattern", ACLRulesHostVolumeBuilder::name)
            .optional("policy", level("host_volume"), ACLRulesHostVolumeBuilder::policy)
            .optional(
                    "capabilities",
                    words(PolicyWords.capabilities(HostVolumeCapability.class)),
                    ACLRulesHostVolumeBuilder::capabilities)
            .build();

    private static final Schema<ACLRulesAgentBuilder, ACLRulesAgent> AGENT = schema(
                    "agent", ACLRulesAgentBuilder::builder, ACLRulesAgentBuilder::build)
            .required("policy", level("agent"), ACLRulesAgentBuilder::policy)
            .build();

    private static final Schema<ACLRulesNodeBuilder, ACLRulesNode> NODE = schema(
                    "node", ACLRulesNodeBuilder::builder, ACLRulesNodeBuilder::build)
            .required("policy", level("node"), ACLRulesNodeBuilder::policy)
            .build();

    private static final Schema<ACLRulesOperatorBuilder, ACLRulesOperator> OPERATOR = schema(
                    "operator", ACLRulesOperatorBuilder::builder, ACLRulesOperatorBuilder::build)
            .optional("policy", level("operator"), ACLRulesOperatorBuilder::policy)
            .optional(
                    "capabilities",
                    words(PolicyWords.capabilities(OperatorCapability.class)),
                    ACLRulesOperatorBuilder::capabilities)
            .build();

    private static final Schema<ACLRulesSentinelBuilder, ACLRulesSentinel> SENTINEL = schema(
                    "sentinel", ACLRulesSentinelBuilder::builder, ACLRulesSentinelBuilder::build)
            .optional("policy", level("sentinel"), ACLRulesSentinelBuilder::policy)
            .optional(
                    "capabilities",
                    words(PolicyWords.capabilities(SentinelCapability.class)),
                    ACLRulesSentinelBuilder::capabilities)
            .build();

    private static final Schema<ACLRulesQuotaBuilder, ACLRulesQuota> QUOTA = schema(
                    "quota", ACLRulesQuotaBuilder::builder, ACLRulesQuotaBuilder::build)
            .required("policy", level("quota"), ACLRulesQuotaBuilder::policy)
            .build();

    private static final Schema<ACLRulesPluginBuilder, ACLRulesPlugin> PLUGIN = schema(
                    "plugin", ACLRulesPluginBuilder::builder, ACLRulesPluginBuilder::build)
            .required("policy", level("plugin"), ACLRulesPluginBuilder::policy)
            .build();

    static final Schema<ACLPolicyRulesBuilder, ACLPolicyRules> FILE = checkedSchema(
                    "", ACLPolicyRulesBuilder::builder, AclSchemas::policy)
            .many(NAMESPACE_RULE, ACLPolicyRulesBuilder::namespaces)
            .many(NODE_POOL_RULE, ACLPolicyRulesBuilder::nodePools)
            .many(HOST_VOLUME_RULE, ACLPolicyRulesBuilder::hostVolumes)
            .one(AGENT, ACLPolicyRulesBuilder::agent)
            .one(NODE, ACLPolicyRulesBuilder::node)
            .one(OPERATOR, ACLPolicyRulesBuilder::operator)
            .one(SENTINEL, ACLPolicyRulesBuilder::sentinel)
            .one(QUOTA, ACLPolicyRulesBuilder::quota)
            .one(PLUGIN, ACLPolicyRulesBuilder::plugin)
            .build();

    private AclSchemas() {}

    private static ParameterType<String> level(String block) {
        List<String> known = PolicyWords.levels(block);
        return new ParameterType<>(
                "one of " + String.join(", ", known),
                "\"read\"",
                value -> word(value, known),
                value -> Optional.empty());
    }

    private static ParameterType<List<String>> words(List<String> known) {
        return new ParameterType<>(
                "a list of " + String.join(", ", known),
                "[\"" + known.getLast() + "\"]",
                value -> ParameterType.list(value, item -> word(item, known)),
                value -> Optional.empty());
    }

    private static String word(dev.drover.jobspec.value.Value value, List<String> known) {
        String word = ParameterType.text(value);
        if (!known.contains(word)) {
            throw new Mismatch("");
        }
        return word;
    }

    private static ACLRulesVariablesPath path(ACLRulesVariablesPathBuilder builder, Scope scope) {
        ACLRulesVariablesPath rule = builder.build();
        if (rule.pathSpec().isEmpty() || rule.pathSpec().startsWith("/")) {
            scope.error(
                    "Invalid path",
                    "A \"path\" block needs a path or pattern that does not begin with a slash; write path \"secrets/*\" { ... }.",
                    scope.range());
        }
        return rule;
    }

    private static ACLRulesNamespace namespace(ACLRulesNamespaceBuilder builder, Scope scope) {
        ACLRulesNamespace rule = builder.build();
        checkName("namespace", rule.name(), NAMESPACE, scope);
        if (rule.variables() == null) {
            checkGives(rule.policy(), rule.capabilities(), scope);
        }
        return rule;
    }

    private static ACLRulesNodePool nodePool(ACLRulesNodePoolBuilder builder, Scope scope) {
        ACLRulesNodePool rule = builder.build();
        checkName("node_pool", rule.name(), NODE_POOL, scope);
        checkGives(rule.policy(), rule.capabilities(), scope);
        return rule;
    }

    private static ACLRulesHostVolume hostVolume(ACLRulesHostVolumeBuilder builder, Scope scope) {
        ACLRulesHostVolume rule = builder.build();
        checkName("host_volume", rule.name(), HOST_VOLUME, scope);
        checkGives(rule.policy(), rule.capabilities(), scope);
        return rule;
    }

    private static void checkName(String block, String name, Pattern pattern, Scope scope) {
        if (!pattern.matcher(name).matches()) {
            scope.error(
                    "Invalid " + block + " name",
                    "\"" + name + "\" is no name or pattern; it has to match " + pattern.pattern() + ".",
                    scope.range());
        }
    }

    /** A rule that says nothing would still take away what a broader one gives, which hardly anybody means. */
    private static void checkGives(String policy, List<String> capabilities, Scope scope) {
        if (policy.isEmpty() && capabilities.isEmpty()) {
            scope.warning(
                    "Rule without rights",
                    "It gives nothing and hides what a broader rule gives. Say policy = \"...\" or capabilities = [...].",
                    scope.range());
        }
    }

    private static ACLPolicyRules policy(ACLPolicyRulesBuilder builder, Scope scope) {
        ACLPolicyRules rules = builder.build();
        if (rules.equals(ACLPolicyRules.NONE)) {
            scope.missing(
                    "Invalid policy",
                    "The policy has no rules; write such as namespace \"default\" { policy = \"read\" }.");
        }
        return rules;
    }
}
