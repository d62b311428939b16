export type { DoctorReport, Verdict } from "./report";
