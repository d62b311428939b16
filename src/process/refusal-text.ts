import { ScopelockError } from "../core/diagnostic";

/**
 * How cdktf puts what its validation, and annotations at error level, have found into one error. Source: cdktf 0.21 and cdktn
 * 0.24, lib/errors.js.
 */
const HEADS = [
  "Validation failed with the following errors:\n",
  "App-level validation failed with the following errors:\n",
  'Encountered Annotations with level "ERROR":\n',
];
/** The advice below it: to switch the validation off. */
const TAIL =
  /\n\s*(If you wish to ignore these validations|Validations allow for dynamic verification|Either fix the issues above)[\s\S]*$/;

/** What is printed of an error in place of a stack trace; `undefined` for a defect, which needs one. */
export function refusalText(error: unknown): string | undefined {
  if (ScopelockError.is(error)) return error.message;
  if (!(error instanceof Error)) return undefined;
  const head = HEADS.find((each) => error.message.startsWith(each));
  if (head === undefined) return undefined;
  const found = error.message.slice(head.length).replace(TAIL, "").trim();
  // Each begins with the path of its construct, in brackets.
  const sentences = found.split(/\n\s*(?=\[[^\]\n]*\] )/).map(sentence);
  return [...new Set(sentences)].join("\n");
}

function sentence(text: string): string {
  const [, path = "", message = text] = /^\[([^\]\n]*)\] ([\s\S]*)$/.exec(text) ?? [];
  return path === "" || /^ {2}where: /m.test(message) ? message : `${message}\n  where: ${path}`;
}
