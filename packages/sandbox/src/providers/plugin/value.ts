import { decode, ExtensionCodec, encode } from "@msgpack/msgpack";

/** A value that is known only after an apply. */
class UnknownValue {
  readonly unknown = true;
}
/** The one unknown value; refinements are not kept. */
export const UNKNOWN = new UnknownValue();

/** A resource's attributes by name; `null` for what is not set. */
export type Attributes = Record<string, unknown>;

/** A value as it travels. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

const codec = new ExtensionCodec();
codec.register({
  type: 0,
  encode: (value) => (value === UNKNOWN ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
// A refined unknown: "not null, begins with x-". Taken as unknown.
codec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

/** Reads a value; `null` when there is none, as for an object that does not exist. */
export function read(value: DynamicValue | null | undefined): Attributes | null {
  if (value?.msgpack?.length) return decode(value.msgpack, { extensionCodec: codec }) as Attributes | null;
  if (value?.json?.length) return JSON.parse(Buffer.from(value.json).toString("utf8")) as Attributes | null;
  return null;
}

/** Writes a value. */
export function write(value: Attributes | null): DynamicValue {
  return { msgpack: Buffer.from(encode(value, { extensionCodec: codec })) };
}

/** Whether a value is unknown, or holds something unknown. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** Replaces what is unknown, deeply. */
export function known(value: unknown): unknown {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, known(inner)]));
}
