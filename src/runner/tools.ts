import { RenderError } from "./render-error";

/** The text of a value as Velocity prints it. A value that is not there is an error, as in strict mode. */
function text(value: unknown, tool: string): string {
  if (value === undefined || value === null)
    throw new RenderError(`an argument of ${tool} evaluated to null`);
  return String(value);
}

const percent = (value: string) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const form = (value: string) => percent(value).replace(/%20/g, "+").replace(/%2A/g, "*");
const insideJson = (value: string) => JSON.stringify(value).slice(1, -1);

/** `$esc`. Source: Genesys Cloud Resource Center, "Velocity macros for data actions"; Velocity Tools' EscapeTool. */
export const esc = {
  url: (value: unknown) => form(text(value, "$esc.url")),
  urlFormEncode: (value: unknown) => form(text(value, "$esc.urlFormEncode")),
  uriEncode: (value: unknown) => percent(text(value, "$esc.uriEncode")),
  jsonString: (value: unknown) => insideJson(text(value, "$esc.jsonString")),
  jsonEncode: (value: unknown) => insideJson(text(value, "$esc.jsonEncode")),
  jsonDecode: (value: unknown) => JSON.parse(`"${text(value, "$esc.jsonDecode")}"`) as string,
  json: (value: unknown) => insideJson(text(value, "$esc.json")),
  xml: (value: unknown) => markup(text(value, "$esc.xml")),
  html: (value: unknown) => markup(text(value, "$esc.html")),
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

/** `$encoding`. */
export const encoding = {
  base64: (value: unknown) => Buffer.from(text(value, "$encoding.base64")).toString("base64"),
};

/** `${successTemplateUtils...}`. */
export const successTemplateUtils = {
  /** JSON text of the first element; the second argument as it is when there is none. */
  firstFromArray(array: unknown, otherwise?: unknown): string {
    const parsed = JSON.parse(text(array, "successTemplateUtils.firstFromArray")) as unknown;
    if (!Array.isArray(parsed))
      throw new RenderError("the argument of successTemplateUtils.firstFromArray is not an array");
    if (parsed.length > 0) return JSON.stringify(parsed[0]);
    if (otherwise === undefined)
      throw new RenderError("successTemplateUtils.firstFromArray found no element and has no default");
    return String(otherwise);
  },
};

/** Methods of Java's String that behave otherwise than JavaScript's, or are not there. */
export const stringMethods: Readonly<Record<string, (self: string, ...args: string[]) => unknown>> = {
  replace: (self, from = "", to = "") => self.split(from).join(to),
  replaceAll: (self, pattern = "", to = "") => self.replace(new RegExp(pattern, "g"), to),
  length: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  equals: (self, other) => self === other,
  equalsIgnoreCase: (self, other = "") => self.toLowerCase() === other.toLowerCase(),
  contains: (self, other = "") => self.includes(other),
};
