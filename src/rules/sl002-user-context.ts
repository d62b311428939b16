import { fromProblems } from "./rule";

export const userContext = fromProblems(["operation/needs-user", "operation/may-need-user"], {
  id: "SL002",
  severity: "error",
  what: "An action calls what acts for a logged-in user.",
  why: "Behind client credentials there is no user: no permission can make it work, and the API answers 403 not.authorized.",
  fix: "Use an operation that names the user in its path or body, for example /api/v2/users/{userId}.",
  acknowledgeable: "warnings",
});
