import { REFERENCE_MARK } from "../../catalog";
import { withoutReferences } from "../../request";
import { helpersOf } from "../rendering/tools";

/** Characters of a template that the parser is given; its time grows with their square. */
export const LONGEST_PARSED = 20_000;

/** A call that escapes one input, as nearly every template has it: `$esc.url(${input.x})`, quoted or not. */
const ESCAPED = /\$!?\{?esc\.([A-Za-z]+)\(\s*("?)\$!?\{?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?\}?\2\s*\)\}?/g;
/** A quote by reference, that may begin or end a text. */
const QUOTE = /\$!?(?:esc\.(?:quote|q)\b|\{esc\.(?:quote|q)\})/g;
/** What the parser has to look at: calls, directives, other tools, escapes. */
const NOT_PLAIN = /\(|#[A-Za-z{@*[#]|\$!?\{?(?:esc|encoding|math|successTemplateUtils)\b|\\\\|\\\$/;

/**
 * A template without directives and calls, each reference a {@link REFERENCE_MARK}; `undefined` for one that only the parser can
 * render. What is plain renders as the runner renders it, and does without loading the parser.
 */
export function plainText(template: string): string | undefined {
  const simple = template
    .replace(ESCAPED, (call, name: string) => (helpersOf("esc")?.get(name) === "method" ? "${x}" : call))
    .replace(QUOTE, '"');
  return NOT_PLAIN.test(simple) ? undefined : withoutReferences(simple);
}

/** A plain text with values in place of its references, in their order. */
export function filled(plain: string, value: (at: number) => string): string {
  let at = 0;
  return plain.replaceAll(REFERENCE_MARK, () => {
    at += 1;
    return value(at - 1);
  });
}
