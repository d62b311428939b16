import { type Diagnostic, didYouMean, record, shown, text } from "../../diagnostic";
import { pathOf, urlText } from "../../request";
import type { CheckedDeclaration } from "./declaration";

const METHODS: readonly string[] = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/** Method, URL and headers of a request, as Genesys Cloud takes them. */
export function requestFindings({ request }: CheckedDeclaration): readonly Diagnostic[] {
  const { method, url, headers } = record(request);
  return [...methodFindings(method), ...urlFindings(url), ...headerFindings(record(headers))];
}

function methodFindings(method: unknown): Diagnostic[] {
  if (METHODS.includes(text(method))) return [];
  return [
    {
      id: "action/method",
      severity: "error",
      what: `${shown(method)} is not a method of a data action.`,
      why: `Data actions send ${METHODS.join(", ")}.`,
      fix: didYouMean(text(method).toUpperCase(), METHODS, "Methods"),
    },
  ];
}

function urlFindings(url: unknown): Diagnostic[] {
  if (pathOf(text(url)) !== undefined) return [];
  return [
    {
      id: "action/url",
      severity: "error",
      what: `The URL ${shown(typeof url === "string" ? urlText(url) : url)} is not one of the Genesys Cloud API.`,
      why: "The integration calls the organization's own API host, and its token is good for that host alone.",
      fix: "Write a path that begins with /api/v2/, for example /api/v2/users/${input.userId}.",
    },
  ];
}

function headerFindings(headers: Readonly<Record<string, unknown>>): Diagnostic[] {
  return Object.entries(headers).flatMap(([name, value]): Diagnostic[] => {
    switch (name.toLowerCase()) {
      case "authorization":
        return [
          {
            id: "action/authorization-header",
            severity: "error",
            what: `The action sends a header "${name}" of its own.`,
            why: "Genesys Cloud adds the token of the integration's credential; a token in a header expires, and is in plain sight.",
            fix: "Remove the header.",
          },
        ];
      case "accept":
        if (/json|\$/i.test(text(value))) return [];
        return [
          {
            id: "action/accept-header",
            severity: "warning",
            what: `The header "${name}" is ${shown(value)}.`,
            why: "Genesys Cloud refuses to save an Accept header of other than JSON.",
            fix: 'Write "application/json", or leave it out.',
          },
        ];
      default:
        return [];
    }
  });
}
