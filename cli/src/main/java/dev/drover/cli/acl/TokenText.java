package dev.drover.cli.acl;

import dev.drover.cli.Context;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Table;
import dev.drover.model.acl.ACLToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How tokens are shown to those who may see their secrets. */
final class TokenText {
    private TokenText() {}

    static void print(Context context, DataFlags data, ACLToken token) {
        if (data.wanted()) {
            data.print(context, token.withSecretShown());
        } else {
            print(context, token);
        }
    }

    static void print(Context context, ACLToken token) {
        Facts facts = new Facts()
                .add("Accessor ID", token.accessorId())
                .add("Secret ID", token.secretId().reveal())
                .add("Name", token.name())
                .add("Type", token.type())
                .add("Global", token.global())
                .add("Create Time", context.times().ifSet(token.createTime()))
                .add("Expiry Time", expiry(context, token.expirationTime()))
                .add("Create Index", token.createIndex())
                .add("Modify Index", token.modifyIndex());
        if (token.isManagement()) {
            context.print(facts.add("Policies", "n/a").add("Roles", "n/a"));
            return;
        }
        context.print(facts.add("Policies", token.policies()));
        if (token.roles().isEmpty()) {
            context.section("Roles", Table.NONE);
            return;
        }
        Table roles = Table.withHeader("ID", "Name");
        token.roles().forEach(role -> roles.row(role.id(), role.name()));
        context.section("Roles", roles);
    }

    static String expiry(Context context, @Nullable Instant time) {
        return time == null ? Table.NONE : context.times().at(time);
    }
}
