import { Command, Option } from "commander";
import { ScopelockError } from "../core/diagnostic";
import { Rotation } from "../core/rotation";
import { clock, todayOption } from "./day";
import { environmentsOption } from "./environments-option";
import type { Move } from "./rotate-report";

/** What the command takes. */
interface Options {
  readonly emergency?: true;
  readonly dropPrevious?: true;
  readonly heal?: true;
  readonly due?: true;
  readonly dryRun?: true;
  readonly format: "text" | "json";
  readonly environments: string;
  readonly today?: string;
}

const EXIT_CODES = `
Exit codes:
  0  the environment file has the new rotation (--dry-run: it would have it), or nothing was due
  1  refused, and nothing was written; the message names what, where, why and the fix`;

/** `scopelock rotate`. */
export function rotateCommand(): Command {
  return new Command("rotate")
    .argument("<environment>", "the environment's name, as in environments/<environment>.json")
    .addOption(
      new Option(
        "--drop-previous",
        "drop the previous generation, after the overlap, in place of rotating",
      ).conflicts(["emergency", "heal"]),
    )
    .addOption(
      new Option("--heal", "the current generation is broken: drop it for a new one").conflicts([
        "emergency",
        "due",
      ]),
    )
    .addOption(
      new Option("--emergency", "a secret is exposed: drop every generation at once for a new one").conflicts(
        "due",
      ),
    )
    .option("--due", "only when it is time (everyDays; with --drop-previous, the overlap); else silent")
    .option("--dry-run", "print what would change, write nothing")
    .addOption(new Option("--format <format>", "of the report").choices(["text", "json"]).default("text"))
    .addOption(environmentsOption())
    .addOption(todayOption())
    .addHelpText("after", EXIT_CODES)
    .action((environment: string, options: Options) => rotate(environment, options));
}

async function rotate(name: string, options: Options): Promise<void> {
  // Loaded here: --help and other commands must not wait for schemas and a JSON editor.
  const { environmentFile, readText, replaceText } = await import("../environment/file.js");
  const { parseEnvironment } = await import("../environment/load.js");
  const { editRotation } = await import("../environment/edit-rotation.js");
  const { report, reportText } = await import("./rotate-report.js");
  const { lineDiff } = await import("./line-diff.js");

  const file = environmentFile(options.environments, name);
  const text = readText(file);
  const environment = parseEnvironment(file, text);
  const before = Rotation.of(environment.rotation);
  const [move, after] = ScopelockError.locate(`${file}: rotation`, () => moveOf(before, options));
  if (move === "none" && options.format === "text") return;

  const edited = move === "none" ? text : editRotation(text, after);
  const written = move !== "none" && !options.dryRun;
  if (written) replaceText(file, text, edited);
  const diff = lineDiff(file, text, edited);
  const said = report({ environment, file, move, written, before, after, diff });
  console.log(options.format === "json" ? JSON.stringify(said, null, 2) : reportText(said));
}

function moveOf(before: Rotation, { today = clock(), ...options }: Options): [Move, Rotation] {
  if (options.emergency) return ["emergency", before.rotateInEmergency(today)];
  if (options.heal) return ["heal", before.heal(today)];
  if (options.due && !(options.dropPrevious ? before.isDroppable(today) : before.isDue(today)))
    return ["none", before];
  if (options.dropPrevious) return ["drop-previous", before.dropPrevious(today)];
  return ["rotate", before.rotate(today)];
}
