export * from "./generations";
export * from "./rotation";
