package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A file rendered for a task. */
@RecordBuilder
public record Template(
        @Wire("SourcePath") String sourcePath,
        @Wire("DestPath") String destPath,
        @Wire("EmbeddedTmpl") String embeddedTmpl,
        @Wire("ChangeMode") String changeMode,
        @Wire("ChangeScript") @Nullable ChangeScript changeScript,
        @Wire("ChangeSignal") String changeSignal,
        @Wire("Once") boolean once,
        @Wire("Splay") @Nullable Duration splay,
        @Wire("Perms") String perms,
        @Wire("Uid") @Nullable Integer uid,
        @Wire("Gid") @Nullable Integer gid,
        @Wire("LeftDelim") String leftDelim,
        @Wire("RightDelim") String rightDelim,
        @Wire("Envvars") boolean envvars,
        @Wire("VaultGrace") @Nullable Duration vaultGrace,
        @Wire("Wait") @Nullable WaitConfig waitFor,
        @Wire("ErrMissingKey") boolean errMissingKey) {
    public Template {
        sourcePath = Defaults.text(sourcePath);
        destPath = Defaults.text(destPath);
        embeddedTmpl = Defaults.text(embeddedTmpl);
        changeMode = Defaults.text(changeMode);
        changeSignal = Defaults.text(changeSignal);
        perms = Defaults.text(perms);
        leftDelim = Defaults.text(leftDelim);
        rightDelim = Defaults.text(rightDelim);
    }
}
