#!/usr/bin/env node
import { openBundle } from "./open-bundle";

// Run from the sources there is no bundle.
const { run } = (openBundle() ?? require)("./program.js") as typeof import("./program.js");
void run(process.argv.slice(2));
