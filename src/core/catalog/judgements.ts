import type { Grant } from "../grant";
import type { Problem } from "../problem";
import { needsUser } from "../user-context";
import type { Operation } from "./operation";
export function judge(operation: Operation, segments: readonly string[], grant: Grant): readonly Problem[] {
  return grant === "client-credentials" && needsUser(operation, segments)
    ? [
        {
          id: "operation/needs-user",
          severity: "error",
          message: `${operation.id} acts for a logged-in user. A data action calls with client credentials, behind which there is no user: no permission can make it work.`,
          fix: "Use an operation that names the user in its path or body, for example /api/v2/users/{userId}.",
        },
      ]
    : [];
}
