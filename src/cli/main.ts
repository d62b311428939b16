#!/usr/bin/env node
import { Command } from "commander";
import { ScopelockError } from "../core/diagnostic";
import { packageVersion } from "../process/package-version";
import { catalogCommand } from "./catalog";
import { deriveCommand } from "./derive";
import { doctorCommand } from "./doctor";
import { environmentsCommand } from "./environments";
import { explainCommand } from "./explain";
import { identitiesCommand } from "./identities";
import { initCommand } from "./init";
import { printableLines } from "./problem-text";
import { providersCommand } from "./providers";
import { reviewCommand } from "./review";
import { rotateCommand } from "./rotate";
import { sandboxCommand } from "./sandbox";
import { endProcess, watchOutput } from "./streams";

/** The exit codes of every command. */
const EXIT_CODES = `
Exit codes:
  0  done
  1  refused, failed, or unusable input; the message says what, where, why and the fix
  2  done, and something needs attention; the help of the command says what
  3, 4  of review: somebody may do more than before; an alarm
  130, 143  ended by Ctrl-C or a signal, after everything started was stopped`;

const program = new Command("scopelock")
  .description(
    "Genesys Cloud data actions without drift between role, OAuth client, Vault and integration credential",
  )
  .version(packageVersion())
  .showHelpAfterError("(scopelock --help lists the commands)")
  .addHelpText("after", EXIT_CODES)
  .addCommand(initCommand())
  .addCommand(deriveCommand())
  .addCommand(environmentsCommand())
  .addCommand(reviewCommand())
  .addCommand(rotateCommand())
  .addCommand(doctorCommand())
  .addCommand(explainCommand())
  .addCommand(catalogCommand())
  .addCommand(identitiesCommand())
  .addCommand(providersCommand())
  .addCommand(sandboxCommand());

watchOutput();
program
  .parseAsync()
  .catch((error: unknown) => {
    console.error(ScopelockError.is(error) ? printableLines(error.message) : error);
    process.exitCode = 1;
  })
  .then(endProcess);
