export { decode } from "./decode";
export { parseJson, readBytes, unreadable } from "./read-json";
export { writeWhole } from "./write-file";
