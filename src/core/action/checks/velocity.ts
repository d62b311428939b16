import { count, cut, type Diagnostic, grouped, record, shown, suggester } from "../../diagnostic";
import { unclosedPart } from "../../request";
import { unavailableDirective } from "../rendering/directives";
import { parseTemplate } from "../rendering/render";
import { helpersOf, TOOLS } from "../rendering/tools";
import { type CheckedDeclaration, type Template, templatesOf } from "./declaration";
import { LONGEST_PARSED, plainText } from "./plain-template";

/** What no template can be rendered with: directives, helpers and arguments that Velocity, or Genesys Cloud, does not have. */
export function velocityFindings(declaration: CheckedDeclaration): readonly Diagnostic[] {
  return templatesOf(declaration)
    .filter(({ text, ignored }) => !ignored && text !== "" && unclosedPart(text) === undefined)
    .flatMap((template) => (plainText(template.text) === undefined ? findingsOf(template) : []));
}

function findingsOf(template: Template): readonly Diagnostic[] {
  const directive = unavailableDirective(template.text);
  if (directive !== undefined) return template.of === "url" ? [] : [noDirective(directive, template)];
  if (template.text.length > LONGEST_PARSED) return [notParsed(template)];
  const missing = bareArgument(template);
  if (missing) return [missing];
  let tree: unknown;
  try {
    tree = parseTemplate(template.text);
  } catch (error) {
    return [noVelocity(template, (error as Error).message)];
  }
  const told = new Set<string>();
  return callsIn(tree).flatMap(({ tool, name, isCall }) => {
    const finding = helperFinding(template, tool, name, isCall);
    if (!finding || told.has(finding.what)) return [];
    told.add(finding.what);
    return [finding];
  });
}

function noDirective(name: string, template: Template): Diagnostic {
  return {
    id: template.of === "success" ? "response/directive" : "template/directive",
    // Whether #foreach is switched off is told both ways; the others nobody has seen.
    severity: name === "foreach" ? "warning" : "error",
    what: `#${name} in ${template.place} is not a directive of data actions.`,
    why: "Seen in use are #if, #elseif, #else, #end and #set. An author who tried it in an organization reports that Genesys Cloud has switched #foreach off.",
    fix: "Have the flow, or a function data action, make the text, and write a reference to it.",
  };
}

/** `$esc.url(input.x)`: an argument that was meant as a reference. */
function bareArgument(template: Template): Diagnostic | undefined {
  const calls = template.text.matchAll(/\$!?\{?(\w+\.\w+)\(\s*(?:[^()]*,\s*)?([A-Za-z_][\w.]*)\s*[,)]/g);
  for (const [, call, argument = ""] of calls)
    if (!/^(true|false|null)$/.test(argument))
      return {
        id: template.of === "success" ? "response/argument" : "template/argument",
        severity: "error",
        what: `${shown(argument)} in the call of $${call} in ${template.place} is not a reference.`,
        why: "The dollar sign is missing. The template is not Velocity, and the action fails.",
        fix: `Write $${call}(\${${argument}}).`,
      };
  return undefined;
}

function notParsed(template: Template): Diagnostic {
  return {
    id: template.of === "success" ? "response/not-parsed" : "template/not-parsed",
    severity: "note",
    what: `${template.place[0]?.toUpperCase()}${template.place.slice(1)} has ${count(template.text.length, "character")}, and was not parsed.`,
    why: `Parsing takes time that grows with the square; templates of up to ${grouped(LONGEST_PARSED)} are parsed.`,
    fix: "See that it works, or make it shorter.",
  };
}

function noVelocity(template: Template, message: string): Diagnostic {
  return {
    id: template.of === "success" ? "response/syntax" : "template/syntax",
    severity: "warning",
    what: `The parser cannot read ${template.place}: ${message}.`,
    why: "The action fails when it runs, if Genesys Cloud's Velocity reads it the same way.",
    fix: "Look for a reference, a directive or a call that is not written as Velocity has it.",
  };
}

function helperFinding(
  template: Template,
  tool: string,
  name: string,
  isCall: boolean,
): Diagnostic | undefined {
  const helpers = helpersOf(tool);
  if (!helpers) return undefined;
  const kind = helpers.get(name);
  if (kind === undefined) {
    const meant = suggester(helpers.keys())(name);
    return {
      id: template.of === "success" ? "response/unknown-helper" : "template/unknown-helper",
      severity: "error",
      what: `$${tool}.${cut(name)} in ${template.place} does not exist.`,
      why: "The action fails when it runs.",
      fix:
        meant === undefined
          ? `There are ${[...helpers.keys()].join(", ")}.`
          : `Did you mean $${tool}.${meant}?`,
    };
  }
  if (isCall || kind !== "method") return undefined;
  return {
    id: template.of === "success" ? "response/not-called" : "template/not-called",
    severity: "error",
    what: `$${tool}.${name} in ${template.place} is a method, and is not called.`,
    why: "Nothing stands under its name, and the action fails when it runs.",
    fix: `Write $${tool}.${name}(\${input.name}).`,
  };
}

/** A use of a tool. */
interface Use {
  readonly tool: string;
  readonly name: string;
  readonly isCall: boolean;
}

/** Every use of a tool in a syntax tree, in arguments, conditions and quoted texts too. */
function callsIn(tree: unknown): Use[] {
  const found: Use[] = [];
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined || open.length > 0; node = open.pop()) {
    if (Array.isArray(node)) {
      open.push(...node);
      continue;
    }
    const { type, id, path, value, isEval } = record(node);
    const [step] = Array.isArray(path) ? path : [];
    if (type === "references" && typeof id === "string" && Object.hasOwn(TOOLS, id) && step !== undefined) {
      const { type: kind, id: name } = record(step);
      if (typeof name === "string") found.push({ tool: id, name, isCall: kind === "method" });
    }
    if (type === "string" && isEval === true && typeof value === "string" && value.includes("$"))
      open.push(parsed(value));
    open.push(...Object.values(record(node)));
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return parseTemplate(text);
  } catch {
    return [];
  }
}
