export { GenesysClient } from "./genesys-client";
export { HttpClient } from "./http-client";
export type { DeclaredPolicy } from "./policy-facts";
export { Proxies } from "./proxy";
export { replyText } from "./reply";
export type { DoctorReport, Verdict } from "./report";
export { SecretText } from "./secret-text";
