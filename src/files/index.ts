export { decode } from "./decode";
export { isDirectory } from "./is-directory";
export { namesIn } from "./names-in";
export { isMissing, parseJson, readBytes, unreadable } from "./read-json";
export { isStandardInput, shownPath } from "./stream";
export { writeWhole } from "./write-file";
