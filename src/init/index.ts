export { type AppFile, type AppSpec, appFiles, existingMain } from "./app-files";
export { type Changes, changesTo } from "./changes";
export { checkEnvironment, checkRegion, checkVault, DEFAULTS, type Settings } from "./settings";
export { type SourceActions, sourceActions } from "./source-actions";
export { PIPELINES, type Pipeline } from "./workflows";
export { writeChanges } from "./write";
