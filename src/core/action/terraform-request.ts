import { REFERENCE_MARK } from "../catalog";
import { cut, type Diagnostic, enumeration } from "../diagnostic";
import { type RequestMatch, urlText } from "../request";
import type { Call } from "./call";
import { reference } from "./import/terraform-template";

/**
 * What is said of a request that Terraform has a part in, in place of what matching says: to matching an expression of
 * Terraform's is a reference like any other. Where the API has an id, it is one; otherService nobody can tell which operation
 * it makes.
 * @param said of the request, by matching
 */
export function terraformRequestProblems(
  { request: { method, url }, expressions = [] }: Call,
  { operation, otherService }: RequestMatch,
  said: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (expressions.length === 0) return said;
  const [path = ""] = expressions
    .reduce((text, expression) => text.replaceAll(reference(expression), REFERENCE_MARK), url)
    .split("?", 1);
  const [host = REFERENCE_MARK] = /^https?:\/\/[^/?#]+/i.exec(path) ?? [];
  // A host that is written out is that of another service, whatever Terraform makes of the rest.
  if (otherService && !host.includes(REFERENCE_MARK)) return said;
  if (!operation && (path.includes(REFERENCE_MARK) || method.includes("${"))) return [undecided(expressions)];
  return said.map((problem) =>
    problem.id === "request/host-unknown" && path.startsWith(REFERENCE_MARK)
      ? { ...problem, what: HOST, why: WHY_HOST }
      : problem,
  );
}

const HOST = "The host of the request is known to Terraform alone.";
const WHY_HOST =
  "The permissions hold for the Genesys Cloud API; the token is good for the organization's own API host alone.";

function undecided(expressions: readonly string[]): Diagnostic {
  const names = enumeration([...new Set(expressions)].map((each) => cut(urlText(each), 60)));
  return {
    id: "request/terraform-expression",
    severity: "error",
    what: `What the request calls is known only when Terraform plans: it depends on ${names}.`,
    fix: "Derive the plan: terraform plan -out=plan, terraform show -json plan > plan.json, and give plan.json. Or write out the method and the API's own words in the path; ids may stay expressions.",
  };
}
