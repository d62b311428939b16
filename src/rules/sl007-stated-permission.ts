import { fromProblems } from "./rule";

export const statedPermission = fromProblems(
  ["permission/not-stated", "permission/because", "permission/stated"],
  {
    id: "SL007",
    severity: "error",
    what: "Permissions are stated by hand, without a reason or without a choice.",
    why: "They take the place of derivation, and every review shows them.",
    fix: "State one of anyOf and allOf, with because; or leave them out.",
  },
);
