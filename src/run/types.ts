/**
 * What a contract's values are: a type of TypeScript for a JSON Schema that is written out in code. Where it is not (it
 * comes from a file, or from a variable without `as const`), anything.
 */
export type ValueOf<Contract> = Contract extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : Contract extends { readonly type: infer Type }
    ? Type extends readonly (infer One)[]
      ? TypeOf<One, Contract>
      : TypeOf<Type, Contract>
    : unknown;

/** The type of one of a schema's `type`s. */
export type TypeOf<Type, Contract> = string extends Type
  ? unknown
  : Type extends "string"
    ? string
    : Type extends "integer" | "number"
      ? number
      : Type extends "boolean"
        ? boolean
        : Type extends "null"
          ? null
          : Type extends "array"
            ? Contract extends { readonly items: infer Items }
              ? readonly ValueOf<Items>[]
              : readonly unknown[]
            : Type extends "object"
              ? ObjectOf<Contract>
              : unknown;

/** The object of a schema with its properties. */
export type ObjectOf<Contract> = Contract extends { readonly properties: infer Properties }
  ? Flat<
      {
        readonly [Name in Extract<keyof Properties, RequiredOf<Contract>>]: ValueOf<Properties[Name]>;
      } & {
        readonly [Name in Exclude<keyof Properties, RequiredOf<Contract>>]?: ValueOf<Properties[Name]>;
      }
    >
  : Readonly<Record<string, unknown>>;

/** One object type, as an editor shows it. */
export type Flat<Type> = { readonly [Name in keyof Type]: Type[Name] };

/** Names that must be there; none where the list is not written out. */
export type RequiredOf<Contract> = Contract extends { readonly required: readonly (infer Name)[] }
  ? string extends Name
    ? never
    : Name
  : never;

/** The input of a data action with a contract. */
export type InputOf<Contract> =
  unknown extends ValueOf<Contract> ? Readonly<Record<string, unknown>> : ValueOf<Contract>;

/** The output of a data action with a contract. */
export type OutputOf<Contract> = ValueOf<Contract>;
