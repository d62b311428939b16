/** Stands in a path where a reference of a template stood: a value that is known only when the action runs. */
export const REFERENCE_MARK = "\u0000";
