export { checkProps } from "./check";
export { count, has, list, made, map, object, props, text } from "./kinds";
