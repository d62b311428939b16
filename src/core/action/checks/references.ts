import { type Diagnostic, enumeration, record, suggester, texts } from "../../diagnostic";
import { type CheckedDeclaration, type Template, templatesOf } from "./declaration";
import { RESERVED } from "./input-contract";
import {
  nameOf,
  TOOLS,
  type VelocityReference,
  velocityReferences,
  velocityVariables,
} from "./velocity-reference";

/** The references to inputs in every template, against the input contract; names are case-sensitive. */
export function referenceFindings(declaration: CheckedDeclaration): readonly Diagnostic[] {
  const { properties, required } = record(declaration.input);
  const inputs = new Set(Object.keys(record(properties)));
  const places = templatesOf(declaration).map((template) => ({
    template,
    references: velocityReferences(template.text),
  }));
  const uses = places.flatMap(({ template, references }) => usesOf(template, references, inputs));
  return [
    ...unknownInputs(uses, inputs),
    ...places.flatMap(({ template, references }) => [
      ...otherLetters(template, references),
      ...(template.of === "success" ? [] : unknownRoots(template, references, inputs)),
    ]),
    ...optionalInputs(uses, inputs, new Set(texts(required))),
    ...unusedInputs(uses, inputs, new Set(texts(required)), record(declaration.request).method === "GET"),
  ];
}

/** A reference to an input. */
interface Use {
  /** `undefined` when it may be any: `$input.get($name)`. */
  readonly name: string | undefined;
  readonly reference: VelocityReference;
  readonly template: Template;
}

function usesOf(
  template: Template,
  references: readonly VelocityReference[],
  inputs: ReadonlySet<string>,
): Use[] {
  return references
    .filter(({ root }) => root.toLowerCase() === "input")
    .map((reference) => ({
      name:
        reference.property === undefined ? undefined : nameOf(reference.property, reference.formal, inputs),
      reference,
      template,
    }));
}

function unknownInputs(uses: readonly Use[], inputs: ReadonlySet<string>): Diagnostic[] {
  const suggest = suggester(inputs);
  const told = new Set<string>();
  return uses.flatMap(({ name, reference, template }): Diagnostic[] => {
    if (name === undefined || reference.root !== "input") return [];
    if (inputs.has(name) || RESERVED.includes(name) || told.has(name)) return [];
    told.add(name);
    const meant = suggest(name);
    const add = `add "${name}" to the contract's properties.`;
    return [
      {
        id: "template/unknown-input",
        severity: template.ignored ? "warning" : "error",
        what: `\${input.${name}} in ${template.place} is not in the input contract.`,
        why: template.ignored
          ? "GET sends no body, so nothing comes of it."
          : "Names are case-sensitive; a missing one fails the action when it runs.",
        fix:
          meant === undefined
            ? `Correct the name, or ${add}`
            : `Did you mean \${input.${meant}}? Otherwise ${add}`,
      },
    ];
  });
}

function otherLetters({ place, text }: Template, references: readonly VelocityReference[]): Diagnostic[] {
  const root = references
    .map(({ root }) => root)
    .find((root) => root !== "input" && root.toLowerCase() === "input");
  if (root === undefined || velocityVariables(text).includes(root)) return [];
  return [
    {
      id: "template/input-letters",
      severity: "warning",
      what: `$${root} in ${place} is not $input.`,
      why: "Velocity's names are case-sensitive.",
      fix: "Write ${input...}.",
    },
  ];
}

/** A name that is no tool and set nowhere: most often an input without `input.` before it. */
function unknownRoots(
  template: Template,
  references: readonly VelocityReference[],
  inputs: ReadonlySet<string>,
): Diagnostic[] {
  const suggest = suggester(inputs);
  const known = new Set([...TOOLS, ...velocityVariables(template.text)]);
  const told = new Set<string>();
  return references.flatMap(({ root: written, formal, conditional }): Diagnostic[] => {
    const root = nameOf(written, formal, known);
    if (conditional || known.has(root) || root.toLowerCase() === "input" || told.has(root)) return [];
    told.add(root);
    const meant = suggest(root);
    // Without braces it may be text that is meant to arrive, such as "$schema".
    const certain = formal && inputs.has(root) && !template.ignored;
    return [
      {
        id: "template/unknown-variable",
        severity: certain ? "error" : "warning",
        what: `${formal ? `\${${root}}` : `$${root}`} in ${template.place} is not a variable of a data action.`,
        why: "It fails the action when it runs, or arrives as it is written.",
        fix: meant === undefined ? "Inputs are ${input.name}." : `Did you mean \${input.${meant}}?`,
      },
    ];
  });
}

/** Optional inputs whose absence no template provides for. */
function optionalInputs(
  uses: readonly Use[],
  inputs: ReadonlySet<string>,
  required: ReadonlySet<string>,
): Diagnostic[] {
  const provided = new Set(uses.filter(({ reference }) => reference.conditional).map(({ name }) => name));
  const bare = uses.flatMap(({ name, reference, template }) =>
    name === undefined || reference.quiet || reference.conditional || template.ignored ? [] : [name],
  );
  const names = [...new Set(bare)].filter(
    (name) => inputs.has(name) && !required.has(name) && !RESERVED.includes(name) && !provided.has(name),
  );
  if (names.length === 0) return [];
  return [
    {
      id: "template/optional-input",
      severity: "note",
      what: `Optional inputs are used without "$!": ${enumeration(names)}.`,
      why: "A call that leaves one out fails, or sends the reference as it is written.",
      fix: `Make them required, or write $!{input.${names[0]}}, which is empty then.`,
    },
  ];
}

/** Each call fills in what is required, so one that goes nowhere is warned of; an optional one is noted. */
function unusedInputs(
  uses: readonly Use[],
  inputs: ReadonlySet<string>,
  required: ReadonlySet<string>,
  isGet: boolean,
): Diagnostic[] {
  const sent = uses.filter(({ template }) => !template.ignored).map(({ name }) => name);
  if (sent.includes(undefined) || sent.includes("rawRequest")) return [];
  // One in other letters is meant to be used, and told of as unknown.
  const used = new Set(sent.map((name) => name?.toLowerCase()));
  const unused = [...inputs].filter((name) => !used.has(name.toLowerCase()));
  const finding = (names: readonly string[], severity: "warning" | "note", kind: string): Diagnostic[] => {
    if (names.length === 0) return [];
    return [
      {
        id: "contract/unused-input",
        severity,
        what: `${kind} are in the contract, and used nowhere: ${enumeration(names)}.`,
        ...(isGet ? { why: "GET sends no body." } : {}),
        fix: `Use them, as \${input.${names[0]}}, or take them out of the contract.`,
      },
    ];
  };
  return [
    ...finding(
      unused.filter((name) => required.has(name)),
      "warning",
      "Required inputs",
    ),
    ...finding(
      unused.filter((name) => !required.has(name)),
      "note",
      "Inputs",
    ),
  ];
}
