export { RULES } from "./generated/rules";
export { type Acknowledgement, acknowledgeable, type RuleFinding, runRules } from "./run";
export type { GrantedRole, Owner, Said, Subject } from "./subject";
