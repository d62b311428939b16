export { daysBetween, isDate, plusDays } from "./date";
export { type Located, type Refusal, ScopelockError, type Unlocated } from "./error";
export { enumeration, type Finding } from "./finding";
export { isObject, type JsonObject } from "./is-object";
export { cut, isDeeperThan, isJson, isRecord, record, shown, text, texts } from "./json";
export { type Problem, problemOf, type Severity } from "./problem";
export { suggester } from "./suggest";
