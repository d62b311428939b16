import { count } from "../../diagnostic";
import { RenderError } from "./render-error";

/** A method of a Java object, on what stands for the object here. */
type Method<Self> = (self: Self, ...args: unknown[]) => unknown;

type Methods<Self> = Readonly<Record<string, Method<Self>>>;

const text = (value: unknown): string => String(value ?? "");
const whole = (value: unknown): number => Math.trunc(Number(value));

/** Java's expressions match the whole of a text; those of `replaceAll` and `split` do not. */
function expression(pattern: unknown, flags = ""): RegExp {
  try {
    return new RegExp(text(pattern), flags);
  } catch {
    throw new RenderError(`${text(pattern)} is not a regular expression`);
  }
}

function part(self: string, from: number, to: number): string {
  // JavaScript would change the ends for one another.
  if (!(from >= 0 && from <= to && to <= self.length))
    throw new RenderError(`a text of ${count(self.length, "character")} has no part from ${from} to ${to}`);
  return self.slice(from, to);
}

function character(self: string, at: number): string {
  const found = self[at];
  if (found === undefined)
    throw new RenderError(`a text of ${count(self.length, "character")} has none at ${at}`);
  return found;
}

/** Methods of `java.lang.String`: those that need no class of Java's beside it. Source: the Java SE documentation. */
const STRING: Methods<string> = {
  charAt: (self, at) => character(self, whole(at)),
  compareTo: (self, other) => (self < text(other) ? -1 : self > text(other) ? 1 : 0),
  concat: (self, other) => self + text(other),
  contains: (self, other) => self.includes(text(other)),
  endsWith: (self, other) => self.endsWith(text(other)),
  equals: (self, other) => self === other,
  equalsIgnoreCase: (self, other) => self.toLowerCase() === text(other).toLowerCase(),
  indexOf: (self, other, from) => self.indexOf(text(other), from === undefined ? 0 : whole(from)),
  isBlank: (self) => self.trim() === "",
  isEmpty: (self) => self === "",
  lastIndexOf: (self, other) => self.lastIndexOf(text(other)),
  length: (self) => self.length,
  matches: (self, pattern) => expression(pattern, "y").exec(self)?.[0] === self,
  replace: (self, from, to) => self.replaceAll(text(from), () => text(to)),
  replaceAll: (self, pattern, to) => self.replace(expression(pattern, "g"), text(to)),
  replaceFirst: (self, pattern, to) => self.replace(expression(pattern), text(to)),
  split: (self, pattern) => self.split(expression(pattern)),
  startsWith: (self, other) => self.startsWith(text(other)),
  strip: (self) => self.trim(),
  substring: (self, from, to) => part(self, whole(from), to === undefined ? self.length : whole(to)),
  toLowerCase: (self) => self.toLowerCase(),
  toString: (self: string) => self,
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
};

const NUMBER: Methods<number> = {
  doubleValue: (self) => self,
  equals: (self, other) => self === other,
  intValue: (self) => Math.trunc(self),
  longValue: (self) => Math.trunc(self),
  toString: (self: number) => String(self),
};

const BOOLEAN: Methods<boolean> = {
  equals: (self, other) => self === other,
  toString: (self: boolean) => String(self),
};

const LIST: Methods<readonly unknown[]> = {
  contains: (self, item) => self.includes(item),
  get: (self, at) => self[whole(at)],
  indexOf: (self, item) => self.indexOf(item),
  isEmpty: (self) => self.length === 0,
  size: (self) => self.length,
};

type Fields = Readonly<Record<string, unknown>>;

const MAP: Methods<Fields> = {
  containsKey: (self, key) => Object.hasOwn(self, text(key)),
  get: (self, key) => own(self, text(key)),
  getOrDefault: (self, key, otherwise) => own(self, text(key)) ?? otherwise,
  isEmpty: (self) => Object.keys(self).length === 0,
  keySet: (self) => Object.keys(self),
  size: (self) => Object.keys(self).length,
  values: (self) => Object.values(self),
};

/** A member of an object that is its own: nothing of JavaScript's can be reached. */
export function own(self: Fields, name: string): unknown {
  return Object.hasOwn(self, name) ? self[name] : undefined;
}

/** A method of a value by its name, as Java has it; `undefined` where there is none. */
export function methodOf(
  value: unknown,
  name: string,
): ((...args: readonly unknown[]) => unknown) | undefined {
  const bound = <Self>(self: Self, methods: Methods<Self>) => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    return method && ((...args: readonly unknown[]) => method(self, ...args));
  };
  if (typeof value === "string") return bound(value, STRING);
  if (typeof value === "number") return bound(value, NUMBER);
  if (typeof value === "boolean") return bound(value, BOOLEAN);
  if (Array.isArray(value)) return bound<readonly unknown[]>(value, LIST);
  return bound(value as Fields, MAP);
}

/** The class of a value, as Velocity's messages name it. */
export function classOf(value: unknown): string {
  if (typeof value === "string") return "java.lang.String";
  if (typeof value === "number") return Number.isInteger(value) ? "java.lang.Integer" : "java.lang.Double";
  if (typeof value === "boolean") return "java.lang.Boolean";
  return Array.isArray(value) ? "java.util.List" : "java.util.Map";
}
