import { Command, Option } from "commander";
import type { RefreshOptions } from "./catalog-refresh";
import type { WatchOptions } from "./catalog-watch";

const REFRESH_HELP = `
The OpenAPI document is what GET /api/v2/docs/swagger of a region's API host answers with. It names, for every
operation, its permissions, its OAuth scopes, and whether it is deprecated, a preview or acts for the logged-in user.

The packages of the SDKs (purecloud-platform-client-v2 of npm, purecloudplatformclientv2 of PyPI; packed, or a directory)
name operations, not what they require. That is kept from --catalog, and marked; what that one does not know either is unknown, and stays so until it is
stated. Nothing is fetched, and nothing of a package is run.

Exit codes:
  0  the catalogue is written
  1  unusable input, or the file cannot be written; what was there is as it was
  2  the catalogue is written; operations that could not be read are left out and named`;

const DIFF_HELP = `
A catalogue is a file, or the word "embedded" for the one that comes with scopelock.

Exit codes:
  0  compared; there may be differences
  1  unusable input
  2  a declared action calls an operation that differs`;

const WATCH_HELP = `
The newer catalogue is a file of scopelock catalog refresh, Genesys's OpenAPI document, or a package of its JavaScript or
Python SDK, packed or not. The packages list no requirements: of each action they show whether its operation still exists
and is deprecated, and the report states that requirements were not compared. Nothing is fetched, and nothing of a package is run.

An integration of a synthesized stack (cdktf.out) has a role of its own, which holds what the stack grants. All other
actions are taken as one integration.

--fail-on takes:
  breaks      a role suffices for an action with the older catalogue, and not with the newer one
  removed     no operation answers the action's request any more
  refused     with the newer catalogue the action is not derived, for a new reason
  unknown     the newer catalogue does not list what the operation requires
  deprecated  the operation is deprecated now
  changed     the operation requires something else; the role lacks nothing that it did not lack before
  uncompared  requirements were not compared, or operations of the newer source could not be read
  split       a permission of a role was split: new ones open what it opened
  none        nothing

Exit codes:
  0  compared; nothing of --fail-on was found
  1  unusable input: a file, a catalogue older than the project's, no action
  2  something of --fail-on was found`;

const VALIDATE_HELP = `
Exit codes:
  0  nothing is wrong; there may be warnings
  1  unusable input: no such file, not JSON
  2  something is wrong; everything that is, is named`;

interface DiffOptions {
  readonly format: "text" | "json" | "markdown";
}

/** `scopelock catalog`. */
export function catalogCommand(): Command {
  // Each loads what it does when it runs: --help must not wait for the catalogue.
  const refresh = new Command("refresh")
    .description("make a catalogue from Genesys's OpenAPI document, or from the package of an SDK")
    .argument(
      "<source>",
      "the OpenAPI document, or the package of the JavaScript or Python SDK: a directory, a .tgz, .tar.gz or .whl",
    )
    .option("--output <file>", "catalogue to write", "genesys-catalog.json")
    .option("--date <date>", "day of the source, for example 2026-08-15; the source does not name it")
    .option("--catalog <file>", "catalogue that fills in what the source does not have", "embedded")
    .addHelpText("after", REFRESH_HELP)
    .action(async (source: string, options: RefreshOptions) => {
      const { refreshCatalog } = await import("./catalog-refresh.js");
      await refreshCatalog(source, options);
    });

  const diff = new Command("diff")
    .description("compare two catalogues, and list the actions that the difference affects")
    .argument("<a>", 'the older catalogue, or "embedded"')
    .argument("<b>", 'the newer catalogue, or "embedded"')
    .argument("[paths...]", "actions to check: exports, directories of them, tables of method and url")
    .addOption(format(["text", "json", "markdown"]))
    .addHelpText("after", DIFF_HELP)
    .action(async (a: string, b: string, paths: string[], { format }: DiffOptions) => {
      const { compareCatalogs } = await import("./catalog-diff.js");
      const { declaredRequests } = await import("./declared-requests.js");
      const requests = paths.length > 0 ? await declaredRequests(paths) : undefined;
      compareCatalogs(a, b, requests, format);
    });

  const watch = new Command("watch")
    .description(
      "what a newer catalogue means for a project: the actions that change, and the roles that break",
    )
    .argument(
      "<newer>",
      "a catalogue, Genesys's OpenAPI document, or the package of an SDK: a file or a directory",
    )
    .argument("<paths...>", "the project's actions, as scopelock derive takes them, or cdktf.out")
    .option("--catalog <file>", "catalogue that the project derives with", "embedded")
    .option("--date <date>", "day of the newer source, where it has none of its own")
    .option("--fail-on <list>", "what to exit with 2 for", "breaks,removed,refused")
    .addOption(format(["text", "json", "markdown"]))
    .addHelpText("after", WATCH_HELP)
    .action(async (newer: string, paths: string[], options: WatchOptions) => {
      const { watchCatalog } = await import("./catalog-watch.js");
      await watchCatalog(newer, paths, options);
    });

  const validate = new Command("validate")
    .description("name everything that is wrong with a catalogue")
    .argument("[file]", "catalogue file", "embedded")
    .addOption(format(["text", "json"]))
    .addHelpText("after", VALIDATE_HELP)
    .action(async (file: string, options: { format: "text" | "json" }) => {
      const { checkCatalog } = await import("./catalog-validate.js");
      checkCatalog(file, options.format);
    });

  return new Command("catalog").addCommand(refresh).addCommand(diff).addCommand(watch).addCommand(validate);
}

const format = (formats: string[]) =>
  new Option("--format <format>", "how to print it").choices(formats).default("text");
