import { refuseOldNode } from "./node-version";
import { refusalText } from "./refusal-text";

// To be imported first: a declaration is checked when its module is loaded, before any `try` of ours is entered.
process.on("uncaughtException", (error) => {
  const text = refusalText(error);
  console.error(text === undefined ? error : visible(text));
  process.exit(1);
});

/** Names come from actions and files: what moves the cursor, hides, or turns the direction of reading is left out. Lines stay. */
const visible = (text: string) => text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, " ");

refuseOldNode();
