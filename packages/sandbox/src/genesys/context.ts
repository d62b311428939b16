import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { Catalog, Operation } from "scopelock/sandbox-support";
import { z } from "zod";
import type { Access } from "./access";
import { ApiError } from "./api-error";
import type { OAuthClient } from "./entities";
import type { JournalEntry } from "./journal";
import type { Store } from "./store";

/** The part of a journal entry that is known while the request is handled. */
type Outcome = {
  -readonly [Key in keyof Omit<JournalEntry, "number" | "method" | "path" | "status">]: JournalEntry[Key];
} & { dropped?: boolean };

/** Findings of the middleware about a request. */
interface Variables {
  contextId: string;
  /** Known once authenticated. */
  client: OAuthClient;
  access: Access;
  operation: Operation;
  outcome: Outcome;
}

/** Types of the application for Hono. */
export interface Env {
  Variables: Variables;
  Bindings: HttpBindings;
}

/** A request to the stand-in. */
export type Request = Context<Env>;

/** The application that routes are added to. */
export type App = Hono<Env>;

/** What every route may use. */
export interface ServerContext {
  readonly catalog: Catalog;
  /** The organization of now; another one after a reset or a restore. */
  store(): Store;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Where the stand-in itself listens: data actions call it over HTTP. */
  url(): string;
  readonly putReturnsSecret: boolean;
}

/**
 * A request's JSON body in a given form.
 * @throws {@link ApiError} 400 when it is not JSON, or of another form.
 */
export async function readBody<T extends z.ZodType>(c: Request, form: T): Promise<z.output<T>> {
  const body = parseJson(await c.req.text());
  const parsed = form.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw ApiError.badRequest(`The field '${issue?.path.join(".")}' is not valid: ${issue?.message}`);
}

/** Deeper than this, what copies or writes JSON would run out of stack. */
const DEEPEST = 200;

function parseJson(text: string): unknown {
  if (depthOf(text) > DEEPEST) throw ApiError.badRequest(`The body is nested deeper than ${DEEPEST} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw ApiError.badRequest();
  }
}

/** How deep the brackets of a JSON text go; those in its strings do not count. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === "[" || character === "{")) deepest = Math.max(deepest, ++depth);
    else if (!inString && (character === "]" || character === "}")) depth -= 1;
  }
  return deepest;
}

/**
 * An entity by the id in the path.
 * @throws {@link ApiError} 404 when there is none.
 */
export function entity<T>(table: ReadonlyMap<string, T>, id: string | undefined): T {
  const found = table.get(id ?? "");
  if (found === undefined) throw ApiError.notFound();
  return found;
}

/** One page of a listing. A page past the end has no entities: providers read until they meet one. */
export function page(c: Request, entities: readonly unknown[]): Record<string, unknown> {
  const number = (name: string, otherwise: number) => {
    const value = Number(c.req.query(name) ?? otherwise);
    if (!Number.isInteger(value) || value < 1)
      throw ApiError.badRequest(`${name} must be a positive integer.`);
    return value;
  };
  const pageSize = number("pageSize", 25);
  const pageNumber = number("pageNumber", 1);
  const path = c.req.path;
  const pageCount = Math.ceil(entities.length / pageSize);
  const uri = (at: number) => `${path}?pageSize=${pageSize}&pageNumber=${at}`;
  return {
    entities: entities.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: entities.length,
    pageCount,
    selfUri: uri(pageNumber),
    firstUri: uri(1),
    lastUri: uri(Math.max(1, pageCount)),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
  };
}

/** A text, or nothing: Go's encoder sends `null` for what is not set. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? "");
/** Texts by name. */
export const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
