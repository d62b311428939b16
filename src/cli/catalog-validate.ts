import { count, isObject, printable } from "../core/diagnostic";
import { readCatalog } from "./load-catalog";
import { problemCounts, problemText } from "./problem-text";

/** `scopelock catalog validate`. */
export function checkCatalog(file: string, format: "text" | "json"): void {
  const { data, problems } = readCatalog(file);
  const { source, version, operations } = isObject(data) ? data : {};
  const size = Array.isArray(operations) ? operations.length : 0;
  if (format === "json")
    console.log(JSON.stringify({ catalog: { source, version, operations: size }, problems }, null, 2));
  else {
    process.stdout.write(problemText(problems));
    console.log(
      `${printable(file)}: ${count(size, "operation")}, ${problemCounts(problems) || "no problems"}`,
    );
  }
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 2;
}
