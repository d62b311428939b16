const SECRET_KEY = /secret|password|private_key|api_key|(^|_)token$/i;

/** Whether JSON holds a secret, by the names of its keys. Text that is not JSON but an expression is searched as it stands. */
export function holdsSecret(json: string): boolean {
  try {
    const keys: string[] = [];
    JSON.parse(json, (key) => keys.push(key));
    return keys.some((key) => SECRET_KEY.test(key));
  } catch {
    return SECRET_KEY.test(json);
  }
}
