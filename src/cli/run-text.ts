import type { Colors } from "picocolors/types";
import { cut, printableLines } from "../core/diagnostic";
import { problemText } from "./problem-text";
import type { RunReport } from "./run-action";
import { section } from "./text";

/** Characters of a value that a trace shows. */
const LONGEST = 2000;

const ANSWERED_BY = {
  file: "The answer is the given one.",
  "stand-in": "The answer is that of the embedded stand-in.",
  organization: "The answer is that of the organization.",
} as const;

/** A run for a person at a terminal: what was sent, what came of it, or where it failed. */
export function runText(report: RunReport, colors: Colors): string {
  const { action, source, answeredBy, permission, request, output, flattened, failure, trace } = report;
  const { operation, granted, because, problems } = permission;
  const parts = [
    `${colors.bold(action)} (${source})`,
    section("Permission", [
      operation === null
        ? "No operation of the catalogue matches the request."
        : `${operation}: ${granted.length > 0 ? `the derived role grants ${granted.join(", ")}` : because}`,
      ...problemText(problems).trimEnd().split("\n").filter(Boolean),
    ]),
    trace &&
      section(
        "Steps",
        trace.flatMap(({ step, in: given, out }) => [
          `${colors.green("✓")} ${step}`,
          ...shown("in ", given, colors),
          ...shown("out", out, colors),
        ]),
      ),
    request &&
      section("Request", [
        `${request.method} ${request.path}`,
        ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
        ...(request.body === undefined ? [] : cut(request.body, LONGEST).split("\n")),
      ]),
    request && ANSWERED_BY[answeredBy],
    failure === null && section("Output", JSON.stringify(output, null, 2).split("\n")),
    flattened &&
      section(
        "As Architect shows it",
        Object.entries(flattened).map(([name, value]) => `${name || "(value)"} = ${JSON.stringify(value)}`),
      ),
    failure &&
      section(colors.red(`Failed at: ${failure.step}`), [
        ...(failure.position
          ? [`${failure.position.template}, line ${failure.position.line}, column ${failure.position.column}`]
          : []),
        ...failure.message.split("\n"),
        `Genesys Cloud answers with status ${failure.status} and ${failure.errorCode}.`,
      ]),
  ];
  return `${printable(parts.filter(Boolean).join("\n\n"), colors)}\n`;
}

function shown(label: string, value: unknown, colors: Colors): readonly string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [`  ${colors.dim(label)} ${cut(text, LONGEST)}`];
}

/** Texts come from files and answers. Colours are our own. */
function printable(text: string, colors: Colors): string {
  return colors.isColorSupported ? text : printableLines(text);
}
