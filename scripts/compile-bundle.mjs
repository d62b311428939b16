/**
 * Has V8 compile all of a script, and writes what comes of it: `node --hash-seed=1 compile-bundle.mjs <script> <cache>`.
 * Plain JavaScript, and a seed for V8's hashes of texts: with a loader or without a seed, the bytes differ each time.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

const [, , filename, cache] = process.argv;
// Otherwise functions are compiled when they are first called.
setFlagsFromString("--no-lazy");
const script = new Script(readFileSync(filename, "latin1"), { filename });
// V8 takes only what was compiled under its own flags.
setFlagsFromString("--lazy");
setFlagsFromString("--hash-seed=0");
writeFileSync(cache, script.createCachedData());
