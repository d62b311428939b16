import { printableLines } from "../core/diagnostic";
import { refuseOldNode } from "./node-version";
import { refusalText } from "./refusal-text";

// To be imported first: a declaration is checked when its module is loaded, before any `try` of ours is entered.
process.on("uncaughtException", (error) => {
  const text = refusalText(error);
  // Names come from actions and files.
  console.error(text === undefined ? error : printableLines(text));
  process.exit(1);
});

refuseOldNode();
