import type { Argument, Command, Option } from "commander";

/** Shells that a script can be made for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** One of {@link SHELLS}. */
export type Shell = (typeof SHELLS)[number];

/** A command, as completion needs it. */
interface Node {
  /** As it is typed: `catalog diff`; empty for the program itself. */
  readonly path: string;
  readonly description: string;
  readonly below: readonly Node[];
  readonly options: readonly Option[];
  readonly argument: Argument | undefined;
}

/** The script that a shell reads. It knows every command, option and choice, and asks scopelock nothing. */
export function completionScript(shell: Shell, program: Command): string {
  const nodes = flatten(nodeOf(program, []));
  switch (shell) {
    case "bash":
      return bash(nodes);
    case "zsh":
      return `autoload -Uz compinit bashcompinit\ncompinit -u\nbashcompinit\n${bash(nodes)}`;
    case "fish":
      return fish(nodes);
  }
}

function nodeOf(command: Command, path: readonly string[]): Node {
  return {
    path: path.join(" "),
    description: command.description(),
    below: command.commands.map((each) => nodeOf(each, [...path, each.name()])),
    options: command.createHelp().visibleOptions(command),
    argument: command.registeredArguments[0],
  };
}

const flatten = (node: Node): readonly Node[] => [node, ...node.below.flatMap(flatten)];

const flags = ({ options }: Node) => options.map(({ long, short }) => long ?? short ?? "");
const lastWord = (path: string) => path.split(" ").at(-1) ?? "";

/** Names of environment files, where a command takes an environment. */
const ENVIRONMENTS =
  '$(cd "${SCOPELOCK_ENVIRONMENTS:-environments}" 2>/dev/null && for f in *.json; do [ -e "$f" ] && echo "${f%.json}"; done)';

const takesEnvironment = ({ argument }: Node) => argument?.name() === "environment";

/** What may stand behind a command, its options apart. */
const wordsOf = ({ below, argument }: Node) =>
  below.length > 0 ? below.map(({ path }) => lastWord(path)) : (argument?.argChoices ?? []);

function bash(nodes: readonly Node[]): string {
  const choices = nodes.flatMap((node) =>
    node.options.flatMap(({ long, argChoices }) =>
      long && argChoices ? [`    "${node.path} ${long}") words="${argChoices.join(" ")}" ;;`] : [],
    ),
  );
  const commands = nodes.map((node) => {
    const words = [...wordsOf(node), ...(takesEnvironment(node) ? [ENVIRONMENTS] : [])];
    return `    "${node.path}") words="${words.join(" ")}" flags="${flags(node).join(" ")}" ;;`;
  });
  const parents = nodes.filter(({ below }) => below.length > 0 && below).map(({ path }) => path);
  return `# bash completion of scopelock. To use it: source <(scopelock completion bash)
_scopelock() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" flags="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path" in
${parents.map((path) => `      "${path}") path="\${path:+$path }\${COMP_WORDS[at]}" ;;`).join("\n")}
    esac
  done
  case "$path $prev" in
${choices.join("\n")}
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case "$path" in
${commands.join("\n")}
  esac
  if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  else COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o default -F _scopelock scopelock
`;
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap((node) => {
    const words = node.path === "" ? [] : node.path.split(" ");
    const here =
      words.length === 0
        ? "__fish_use_subcommand"
        : words.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
    const deeper = node.below.map(({ path }) => lastWord(path)).join(" ");
    const names = words.length === 0 ? here : `${here}; and not __fish_seen_subcommand_from ${deeper}`;
    return [
      ...node.below.map(
        ({ path, description }) =>
          `complete -c scopelock -f -n '${names}' -a ${lastWord(path)} -d ${quoted(description)}`,
      ),
      ...(takesEnvironment(node)
        ? [`complete -c scopelock -f -n '${here}' -a '(__scopelock_environments)'`]
        : []),
      ...(node.argument?.argChoices ?? []).map((word) => `complete -c scopelock -f -n '${here}' -a ${word}`),
      ...node.options.map(({ long, description, argChoices, required, optional }) => {
        const values = argChoices ? ` -x -a '${argChoices.join(" ")}'` : required || optional ? " -r" : "";
        return `complete -c scopelock -n '${here}' -l ${long?.slice(2)}${values} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# fish completion of scopelock. To use it: scopelock completion fish | source
function __scopelock_environments
  set -l directory environments
  set -q SCOPELOCK_ENVIRONMENTS; and set directory $SCOPELOCK_ENVIRONMENTS
  for file in $directory/*.json; basename $file .json; end
end
${lines.join("\n")}
`;
}

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
