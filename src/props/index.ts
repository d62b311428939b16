export { checkArguments, checkProps } from "./check";
export { count, has, inScope, list, made, map, object, props, text } from "./kinds";
