import { z } from "zod";
import { isObject } from "../core/diagnostic";

/*
 * What a property may be. Each kind brings the words for its refusal: what it has to be, as a noun, and what to write. Only the
 * kind of a value is checked here: whether a name or a number will do is checked where it is used, in words of its own.
 */

const expecting = (noun: string, example = "") => ({ error: `${noun}\n${example}` });

/** A text that is not empty. @param example for instance `"production"` */
export const text = (example: string) =>
  z.custom<string>(
    (value) => typeof value === "string" && value.trim() !== "",
    expecting("a text that is not empty", `Write it as text, for example ${example}.`),
  );

/** Any number; its range is checked where it is used. */
export const count = (example: string) =>
  z.custom<number>(
    (value) => typeof value === "number",
    expecting("a number", `Write it as a number, for example ${example}.`),
  );

/** Where a construct belongs, or a construct that something is about. */
const construct = z.custom<object>(
  (value) => has(value, { node: "object" }),
  expecting("a construct", "Give a stack, or a construct in one."),
);

/** A value that a class or a factory makes. @param noun with its article */
export const made = <Made>(noun: string, example: string, test: (value: unknown) => boolean) =>
  z.custom<Made>(test, expecting(noun, example));

/** A list of one kind. */
export const list = (element: z.ZodType, noun: string, example: string) =>
  z.array(element, expecting(noun, example));

/** A map from names to one kind. */
export const map = (element: z.ZodType, noun: string, example: string) =>
  z.record(z.string(), element, expecting(noun, example));

/** An object of known properties. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape, noun: string, example: string) =>
  z.strictObject(shape, expecting(noun, example));

/** The properties of a construct or a factory, or the arguments of a function. */
export const props = <Shape extends z.ZodRawShape>(shape: Shape) =>
  object(shape, "an object", "Give an object with its properties.");

/** Whether a value has members of these types: classes are told by what they can do, as several copies may be loaded. */
export function has(value: unknown, members: Readonly<Record<string, string>>): boolean {
  return (
    isObject(value) &&
    Object.entries(members).every(([name, type]) => typeof Reflect.get(value, name) === type)
  );
}

/** The one argument that says what a factory is about. */
export const inScope = props({ scope: construct });
