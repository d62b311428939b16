export { count, grouped } from "./count";
export { daysBetween, isDate, plusDays } from "./date";
export {
  type Diagnostic,
  type DiagnosticId,
  type Refusal,
  type RefusalAnywhere,
  whatAndWhy,
} from "./diagnostic";
export { diagnosticOf, type Located, refusalText, ScopelockError, type Unlocated } from "./error";
export type { CatalogueId } from "./ids";
export { SEVERITIES, type Severity } from "./ids";
export {
  countValues,
  cut,
  isDeeperThan,
  isJson,
  isObject,
  type JsonObject,
  parsedJson,
  printable,
  printableLines,
  record,
  shown,
  text,
  texts,
} from "./json";
export { compareTexts, enumeration, listed } from "./list";
export { didYouMean, nearNames, suggest, suggester } from "./suggest";
export { systemReason } from "./system-error";
export { table } from "./table";
