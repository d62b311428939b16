/** Variables that make Terraform or its providers log. Source: Terraform 1.11, Debugging Terraform. */
const LOGS = /^TF_LOG(_CORE|_PROVIDER(_\w+)?|_SDK(_\w+)?)?$/;

/** What Terraform will be told to log, if it runs in the environment of this process. Sorted by name. */
export function terraformLog(): Readonly<Record<string, string>> {
  const set = Object.entries(process.env).filter(
    (entry): entry is [string, string] => LOGS.test(entry[0]) && entry[1] !== undefined,
  );
  return Object.fromEntries(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}
