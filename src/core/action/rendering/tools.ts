import { table } from "../../diagnostic";
import { RenderError } from "./render-error";

/** The text of a value as Velocity prints it. */
function text(value: unknown, tool: string): string {
  if (value === undefined || value === null)
    throw new RenderError(`an argument of ${tool} evaluated to null`);
  return String(value);
}

/** A way to escape texts. Of `null` it makes `null`, as Velocity Tools' EscapeTool. */
const escaping =
  (change: (text: string) => string) =>
  (value: unknown): string | null =>
    value === undefined || value === null ? null : change(String(value));

const percent = (value: string) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const form = (value: string) => percent(value).replace(/%20/g, "+").replace(/%2A/g, "*");
const insideJson = (value: string) => JSON.stringify(value).slice(1, -1);

/** `$esc`. Source: Genesys Cloud Resource Center, "Velocity macros for data actions"; Velocity Tools' EscapeTool. */
const esc = {
  url: escaping(form),
  urlFormEncode: escaping(form),
  uriEncode: escaping(percent),
  jsonString: escaping(insideJson),
  jsonEncode: escaping(insideJson),
  jsonDecode: escaping((value) => String(parsed(`"${value}"`, "$esc.jsonDecode"))),
  json: escaping(insideJson),
  java: escaping(insideJson),
  javascript: escaping((value) => insideJson(value).replace(/['/]/g, "\\$&")),
  sql: escaping((value) => value.replaceAll("'", "''")),
  unurl: escaping(unescapedUrl),
  xml: escaping(markup),
  html: escaping(markup),
  quote: '"',
  q: '"',
  singleQuote: "'",
  s: "'",
  dollar: "$",
  d: "$",
  hash: "#",
  h: "#",
  backslash: "\\",
  b: "\\",
  newline: "\n",
  n: "\n",
  exclamation: "!",
  e: "!",
};

function unescapedUrl(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    throw new RenderError("the argument of $esc.unurl is not URL encoding");
  }
}

/** @throws {@link RenderError} */
function parsed(json: string, tool: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RenderError(`the argument of ${tool} is not JSON`);
  }
}

function markup(value: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** Numbers that take part in `$math`; what is no number is an error. */
function numbers(values: readonly unknown[], tool: string): readonly number[] {
  return values.flat().map((value) => {
    const number = typeof value === "number" ? value : Number(text(value, tool));
    if (!Number.isFinite(number)) throw new RenderError(`an argument of ${tool} is not a number`);
    return number;
  });
}

function folded(tool: string, fold: (a: number, b: number) => number) {
  return (...values: unknown[]): number => {
    const all = numbers(values, `$math.${tool}`);
    if (all.length === 0) throw new RenderError(`$math.${tool} has no argument`);
    const result = all.reduce(fold);
    if (!Number.isFinite(result)) throw new RenderError(`$math.${tool} divides by zero`);
    return result;
  };
}

function of(tool: string, act: (value: number) => number) {
  return (value: unknown): number => act(numbers([value], `$math.${tool}`)[0] as number);
}

/** `$math`. Source: Genesys Cloud Resource Center, "Velocity macros for data actions"; Velocity Tools' MathTool. */
const math = {
  add: folded("add", (a, b) => a + b),
  sub: folded("sub", (a, b) => a - b),
  mul: folded("mul", (a, b) => a * b),
  div: folded("div", (a, b) => a / b),
  idiv: folded("idiv", (a, b) => Math.trunc(a / b)),
  mod: folded("mod", (a, b) => a % b),
  pow: folded("pow", (a, b) => a ** b),
  max: folded("max", (a, b) => Math.max(a, b)),
  min: folded("min", (a, b) => Math.min(a, b)),
  abs: of("abs", Math.abs),
  ceil: of("ceil", Math.ceil),
  floor: of("floor", Math.floor),
  round: of("round", Math.round),
  toInteger: of("toInteger", Math.trunc),
  toDouble: of("toDouble", (value) => value),
  toNumber: of("toNumber", (value) => value),
  roundTo: (decimals: unknown, value: unknown): number => {
    const [places = 0, number = 0] = numbers([decimals, value], "$math.roundTo");
    return Number(number.toFixed(places));
  },
};

/** `$encoding`. */
const encoding = {
  base64: (value: unknown) => Buffer.from(text(value, "$encoding.base64")).toString("base64"),
};

/** `${successTemplateUtils...}`. */
const successTemplateUtils = {
  /** JSON text of the first element; the second argument as it is when there is none. */
  firstFromArray(array: unknown, otherwise?: unknown): string {
    const tool = "successTemplateUtils.firstFromArray";
    const items = parsed(text(array, tool), tool);
    if (!Array.isArray(items)) throw new RenderError(`the argument of ${tool} is not an array`);
    if (items.length > 0) return JSON.stringify(items[0]);
    if (otherwise === undefined)
      throw new RenderError("successTemplateUtils.firstFromArray found no element and has no default");
    return String(otherwise);
  },
};

/** The tools of data actions' templates. */
export const TOOLS = { esc, encoding, math, successTemplateUtils };

/** What the vendor documents too, and what nobody outside can tell the results of. */
const NOT_IMITATED: Readonly<Record<string, readonly string[]>> = table({
  esc: ["unicode", "velocity", "propertyKey", "propertyValue"],
  math: ["average", "getAverage", "getTotal", "getRandom", "random"],
  successTemplateUtils: ["moveKeysIntoArrayOfObjects"],
});

/** What of a tool can be called, or read, by name; `undefined` for what is no tool here. The one list of all that check. */
export function helpersOf(tool: string): ReadonlyMap<string, "method" | "text" | "not imitated"> | undefined {
  if (!Object.hasOwn(TOOLS, tool)) return undefined;
  const own = Object.entries(TOOLS[tool as keyof typeof TOOLS]).map(
    ([name, value]) => [name, typeof value === "function" ? "method" : "text"] as const,
  );
  const others = (NOT_IMITATED[tool] ?? []).map((name) => [name, "not imitated"] as const);
  return new Map([...own, ...others]);
}
