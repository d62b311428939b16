import { Argument, Command } from "commander";
import { COMMANDS } from "./commands";
import { completionScript, SHELLS, type Shell } from "./completion-script";
import { print } from "./output";

/** `scopelock completion`. */
export function completionCommand(): Command {
  return new Command("completion")
    .addArgument(new Argument("<shell>", "the shell that reads the script").choices([...SHELLS]))
    .addHelpText(
      "after",
      `
For good: scopelock completion bash > ~/.local/share/bash-completion/completions/scopelock,
scopelock completion zsh >> ~/.zshrc, or scopelock completion fish > ~/.config/fish/completions/scopelock.fish.

Exit codes:
  0  printed
  1  no such shell`,
    )
    .action(async (shell: Shell) => {
      const program = new Command("scopelock");
      for (const { name, description, declared } of COMMANDS)
        program.addCommand(
          (name === "completion" ? completionCommand() : await declared()).description(description),
        );
      print(completionScript(shell, program));
    });
}
