package dev.drover.cli.completion;

import dev.drover.cli.flags.UsageException;
import java.util.Locale;

/**
 * Shells that ask the program itself what could come next: they set {@code COMP_LINE} to the line so far, and the program prints
 * candidates, one a line.
 */
enum Shell {
    BASH(".bashrc") {
        @Override
        String script(String program) {
            return "complete -o default -C " + program + " " + baseName(program) + "\n";
        }
    },
    ZSH(".zshrc") {
        @Override
        String script(String program) {
            return "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                    + "complete -o default -C " + program + " " + baseName(program) + "\n";
        }
    },
    FISH(".config/fish/conf.d/drover.fish") {
        @Override
        String script(String program) {
            String name = baseName(program);
            String function = "__complete_" + name.replaceAll("[^A-Za-z0-9]", "_");
            return "function " + function + "\n    set -lx COMP_LINE (commandline -cp)\n    " + program
                    + "\nend\ncomplete -f -c " + name + " -a '(" + function + ")'\n";
        }
    };

    private final String startFile;

    Shell(String startFile) {
        this.startFile = startFile;
    }

    abstract String script(String program);

    /** What it reads at its start, below the home folder. */
    String startFile() {
        return startFile;
    }

    static Shell named(String name) throws UsageException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "bash" -> BASH;
            case "zsh" -> ZSH;
            case "fish" -> FISH;
            default -> throw new UsageException("Unknown shell \"" + name + "\": expected bash, zsh or fish");
        };
    }

    private static String baseName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
