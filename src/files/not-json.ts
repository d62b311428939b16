/** What a text is that was meant to be JSON, and how to get JSON in its place. */
export interface OtherForm {
  /** A predicate: the file ... */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Sequences that colour a terminal's text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin with
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** How a saved plan is printed as JSON. */
const SHOW = "terraform plan -out=plan, then terraform show -json plan > plan.json.";

/**
 * What of Terraform and the tools around it a text is, where it is no JSON; `undefined` when it is none of these.
 * Sources: Terraform 1.11's machine-readable UI; hashicorp/setup-terraform's wrapper; Terragrunt's log format.
 */
export function otherForm(text: string): OtherForm | undefined {
  const plain = text.replace(COLOURS, "").trimStart();
  const known = FORMS.find(({ test }) => test.test(plain));
  if (known) return known;
  const several = severalTexts(plain);
  if (several) return several;
  if (plain.length < text.trimStart().length && isJson(plain))
    return {
      what: "has the colours of a terminal in it",
      why: "They stand between the characters of the JSON.",
      fix: "Print it without colours: jq --monochrome-output, NO_COLOR=1, or -no-color.",
    };
  return jsonBehind(plain);
}

interface Form extends OtherForm {
  readonly test: RegExp;
}

const FORMS: readonly Form[] = [
  {
    test: /^\[command\]|^::(debug|set-output|error|warning|group)\b|^::(debug|set-output)[^\n]*$/m,
    what: "has lines of the wrapper that hashicorp/setup-terraform puts around Terraform",
    why: "The wrapper prints the command and its exit code beside Terraform's output.",
    fix: "Set terraform_wrapper: false for hashicorp/setup-terraform, or call terraform-bin in place of terraform, and print it again.",
  },
  {
    test: /^\{"@level":/,
    what: "is the log of terraform plan -json",
    why: "It logs how the plan was made, a line for each step, and not what changes.",
    fix: SHOW,
  },
  {
    test: /^(\d\d:\d\d:\d\d\.\d+ +(STDOUT|STDERR|INFO|ERROR|WARN|DEBUG)\b|time=\S+ level=\w+|\[[^\]\n{}"]+\] (\{|\d\d:\d\d))/,
    what: "has Terragrunt's prefix before Terraform's output",
    why: "Terragrunt puts it in front of each line.",
    fix: "Add --tf-forward-stdout (before Terragrunt 0.73: --terragrunt-forward-tf-stdout) to terragrunt show -json plan, and print it again.",
  },
  {
    test: /^(Terraform|OpenTofu) (will perform the following actions|used the selected providers|has compared)|^(Terraform|OpenTofu) used the selected|^No changes\. |^Plan: \d+ to (add|import)|^ *# \S+ (will|must) be |^(Changes to Outputs|Note: Objects have changed)/m,
    what: "is a plan's text, as people read it",
    why: "Values are shortened in it, and its form changes from version to version.",
    fix: SHOW,
  },
  {
    test: /^[╷│ ]*(Error|Warning): /m,
    what: "is a message of Terraform's, and no output",
    why: "The command failed, so there is nothing to read.",
    fix: "Read the message, correct its cause, and print the plan again; keep standard error out of the file.",
  },
  {
    test: /^<(!doctype|html|\?xml)/i,
    what: "is a web page",
    why: "It is what a download that needs a login gives.",
    fix: "Log in, and get the file again.",
  },
  {
    test: /^```/,
    what: "has the fences of Markdown around the JSON",
    why: "They are Markdown, not JSON.",
    fix: "Remove the lines with ```.",
  },
];

/** JSON texts one after the other. */
function severalTexts(text: string): OtherForm | undefined {
  const rest = afterJson(text)?.trimStart();
  if (!rest?.startsWith("{")) return undefined;
  const arePlans = text.startsWith('{"format_version"') || rest.startsWith('{"format_version"');
  return {
    what: arePlans ? "holds two plans, one after the other" : "holds several JSON texts, one after the other",
    why: "A file is read as one JSON text.",
    fix: arePlans
      ? "Write each plan into a file of its own, and name them all."
      : "Give a file with one JSON text; jq --slurp makes one list of them.",
  };
}

/** What follows the JSON text that a text begins with. */
function afterJson(text: string): string | undefined {
  const { message } = parseError(text) ?? {};
  const [, position] = /after JSON at position (\d+)/.exec(message ?? "") ?? [];
  return position === undefined ? undefined : text.slice(Number(position));
}

/** Other lines before the JSON: a program's log on the same stream. */
function jsonBehind(text: string): OtherForm | undefined {
  const begin = /^[{[]/m.exec(text)?.index ?? 0;
  if (begin === 0 || !isJson(text.slice(begin))) return undefined;
  const lines = text.slice(0, begin).split("\n").length - 1;
  return {
    what: `has ${lines === 1 ? "a line" : `${lines} lines`} of other output before the JSON`,
    why: "A file is read as one JSON text.",
    fix: "Remove what stands before it, or keep standard error and other programs' output out of the file.",
  };
}

const isJson = (text: string) => parseError(text) === undefined;

function parseError(text: string): Error | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
