import { ScopelockError, shown } from "../core/diagnostic";

/** Brackets in brackets that are taken: contracts have up to 100 levels. Far more would end the parser for good. */
const DEEPEST = 250;

/**
 * What HCL says, in Terraform's JSON syntax: expressions are texts in `${...}`. The parser is Terraform's own, compiled
 * to WebAssembly; it is loaded when the first file needs it.
 * @throws {@link ScopelockError} `file/hcl`, with the line, and without the file's text.
 */
export async function parseHcl(text: string, file: string): Promise<unknown> {
  if (nesting(text) > DEEPEST) throw notHcl(file, `brackets are nested more than ${DEEPEST} levels deep`);
  const { parse } = await import("@cdktn/hcl2json");
  try {
    return await parse("file", text);
  } catch (error) {
    const [, line, summary = "it cannot be read"] =
      /\[file:(\d+),[^:]*: ([^;\]]+)/.exec((error as Error).message) ?? [];
    throw notHcl(line === undefined ? file : `${file}:${line}`, sentence(summary));
  }
}

/** The value of an expression, as {@link parseHcl} has values; `undefined` when it is none. */
export async function parseExpression(expression: string): Promise<unknown> {
  try {
    const { value } = (await parseHcl(`value = ${expression}\n`, "")) as { value?: unknown };
    return value;
  } catch (error) {
    if (ScopelockError.is(error)) return undefined;
    throw error;
  }
}

/** How deep brackets are in brackets. Those in strings count too: near enough. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const bracket of text.match(/[([{}\])]/g) ?? []) {
    depth = Math.max(0, depth + ("([{".includes(bracket) ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const sentence = (summary: string) => summary.charAt(0).toLowerCase() + summary.slice(1);

function notHcl(where: string, why: string): ScopelockError {
  return new ScopelockError({
    id: "file/hcl",
    what: `The file is not HCL that Terraform would read: ${shown(why).slice(1, -1)}.`,
    where,
    fix: "Correct it: terraform validate prints more.",
  });
}
