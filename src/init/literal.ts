/** Columns of a line; what is longer is broken. */
const WIDTH = 100;

/** A name that needs no quotes as a key. */
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * A JSON value as TypeScript writes it: keys without quotes where that is possible, one line where it fits.
 * @param indent columns in front of the line that it begins in
 */
export function literal(value: unknown, indent = 0): string {
  const line = inline(value);
  if (indent + line.length <= WIDTH || typeof value !== "object" || value === null) return line;
  const inner = " ".repeat(indent + 2);
  const parts = Array.isArray(value)
    ? value.map((each) => literal(each, indent + 2))
    : Object.entries(value).map(([name, each]) => `${key(name)}: ${literal(each, indent + 2)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, each]) => `${key(name)}: ${inline(each)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** In single quotes where that spares escapes: templates are JSON in a text. */
function text(value: string): string {
  const quoted = JSON.stringify(value);
  if (!value.includes('"') || value.includes("'")) return quoted;
  return `'${quoted.slice(1, -1).replace(/\\(.)/g, (pair, character) => (character === '"' ? '"' : pair))}'`;
}

/** In brackets, `__proto__` is a key like any other; without them it is the object's prototype. */
function key(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return NAME.test(name) ? name : JSON.stringify(name);
}
