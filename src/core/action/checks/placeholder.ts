import { cut, type Diagnostic, record, suggester } from "../../diagnostic";
import { type CheckedDeclaration, type Template, templatesOf } from "./declaration";
import { TOOLS } from "./velocity-reference";

/**
 * Places for a value as the API reference and other tools print them: `{queueId}`, `:queueId`, `<queueId>`, `[queueId]`.
 * Velocity knows none of them, so Genesys Cloud sends each as it is written.
 */
export function placeholderFindings(declaration: CheckedDeclaration): readonly Diagnostic[] {
  const inputs = inputsOf(declaration);
  const told = new Set<string>();
  return templatesOf(declaration)
    .filter(({ ignored }) => !ignored)
    .flatMap((template) =>
      [...placeholders(template, inputs), ...foreign(template, inputs), ...spaced(template, inputs)].filter(
        ({ what }) => {
          const isNew = !told.has(what);
          told.add(what);
          return isNew;
        },
      ),
    );
}

/** The names of the inputs that a contract declares. */
export function inputsOf({ input }: CheckedDeclaration): ReadonlySet<string> {
  return new Set(Object.keys(record(record(input).properties)));
}

/**
 * The reference that somebody meant by a name of another notation: `queueId` of `{queueId}`, `$json.queueId` of
 * `{{ $json.queueId }}`.
 */
function meantReference(written: string, inputs: ReadonlySet<string>): string {
  const path = written.replace(/[^\w.-]/g, "").slice(0, 80);
  const [root = "", ...rest] = path.split(".");
  const name = rest.at(-1) ?? root;
  const known = [path, name].find((each) => inputs.has(each)) ?? suggester(inputs)(name);
  // A tool of Velocity's own, or `input.x` itself, was only put into the wrong brackets.
  if (known === undefined && rest.length > 0 && TOOLS.has(root)) return `\${${path}}`;
  return `\${input.${known ?? (name === "" ? "name" : name)}}`;
}

/** How to write a value in place of another notation, with the contract's part where the input is not declared. */
export function meantFix(written: string, inputs: ReadonlySet<string>): string {
  const reference = meantReference(written, inputs);
  const [, name] = /^\$\{input\.(.+)\}$/.exec(reference) ?? [];
  const declared = name === undefined || inputs.has(name);
  return declared
    ? `Write ${reference}.`
    : `Write ${reference}, and add "${name}" to the input contract's properties and "required".`;
}

/** Directives in their formal notation: `#{else}` is no placeholder. */
const DIRECTIVES = new Set(["if", "elseif", "else", "end", "set", "foreach", "break", "stop", "macro"]);

/** `{queueId}`, and with a sign of Ruby's, Python's or a shell's in front; percent-encoded too. */
const IN_BRACES = /(?<![$!{])([#%@]?)(?:\{|%7B)\s*([A-Za-z_][\w.-]{0,80}?)\s*(?:\}|%7D)(?!\})/gi;
/** `<queueId>`; a closing tag of XML is none. */
const IN_ANGLES = /()(?:<|%3C)\s*([A-Za-z_][\w .-]{0,80}?)\s*(?:>|%3E)/gi;
/** `:queueId` and `[queueId]`, as a whole segment of the path or a whole value of the query. */
const SEGMENT = /(?<=[/=])(:|\[)([A-Za-z_]\w{0,80})\]?(?=[/?#&]|$)/g;

function placeholders(template: Template, inputs: ReadonlySet<string>): Diagnostic[] {
  const { of, place, text } = template;
  const isUrl = of === "url";
  const found = [
    ...text.matchAll(IN_BRACES),
    ...text.matchAll(IN_ANGLES),
    ...(isUrl ? text.matchAll(SEGMENT) : []),
  ].filter(([written, sign = "", name = ""]) => {
    if (sign === "#" && DIRECTIVES.has(name)) return false;
    // `{input.x}` has a finding of its own.
    if (name.startsWith("input.")) return false;
    if (isUrl) return true;
    // A body may be XML, or another system's template: only an input's name is certain.
    return inputs.has(name) && !text.includes(`</${name}`) && !/^%/.test(written);
  });
  return found.map(([written, , name = ""]) => ({
    id: "template/placeholder",
    severity: "error",
    what: `${cut(written)} in ${place} is sent as it is.`,
    why: "It is how the API reference prints a parameter; data action templates are Velocity, where it stands for nothing.",
    fix: meantFix(name, inputs),
  }));
}

/** `${ input.queueId }`, `${input .queueId}`, `$ {input.queueId}`. */
const SPACED = /\$!?\s*\{([^{}]{0,120})\}/g;

/** `${input.іd}`, which begins with a letter of another alphabet: it looks right, and Velocity reads no reference. */
const FOREIGN = /\$!?\{(input\.[^\0-\x7f][^{}\s]{0,80})\}/g;

function foreign({ of, place, text }: Template, inputs: ReadonlySet<string>): Diagnostic[] {
  return [...text.matchAll(FOREIGN)].flatMap(([written, path = ""]): Diagnostic[] => {
    const letter = /[^\0-\x7f]/u.exec(path)?.[0];
    if (letter === undefined) return [];
    const name = path.slice("input.".length).normalize("NFKC");
    const known = inputs.has(name) ? name : suggester(inputs)(name);
    const point = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    return [
      {
        id: "template/foreign-letter",
        severity: of === "success" ? "warning" : "error",
        what: `${cut(written)} in ${place} is sent as it is: "${letter}" is the letter U+${point}.`,
        why: "A name in Velocity has letters from a to z, digits, hyphens and underscores.",
        fix: known === undefined ? "Write the name in these letters." : `Write \${input.${known}}.`,
      },
    ];
  });
}

function spaced({ of, place, text }: Template, inputs: ReadonlySet<string>): Diagnostic[] {
  return [...text.matchAll(SPACED)].flatMap(([written, inner = ""]): Diagnostic[] => {
    if (!/\s/.test(written)) return [];
    const path = inner.replace(/\s/g, "");
    // `${ total }` of a JavaScript text is no reference of ours.
    const certain =
      /^[A-Za-z][\w.-]*$/.test(path) && (TOOLS.has(path.split(".", 1).join()) || inputs.has(path));
    if (!certain) return [];
    return [
      {
        id: "template/blank-in-reference",
        severity: of === "success" ? "warning" : "error",
        what: `${cut(written)} in ${place} is sent as it is.`,
        why: "A reference of Velocity has no blanks in it.",
        fix: inputs.has(path) ? `Write \${input.${path}}.` : `Write \${${path}}.`,
      },
    ];
  });
}
