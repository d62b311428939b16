export { checkArguments, checkProps } from "./check";
export { construct, count, has, list, made, map, object, props, text } from "./kinds";
