/** Name of what an integration owns in Genesys Cloud: its role as it is, its clients with the generation behind it. */
export function ownedName(environment: string, integration: string): string {
  return `scopelock ${environment} ${integration}`;
}

/** Name of the OAuth client of one generation, and of its integration credential. */
export function clientName(owned: string, generation: number | string): string {
  return `${owned} g${generation}`;
}

/** The generation that a client's or a credential's name tells; `undefined` when it is not one of this owner's. */
export function generationOf(name: string, owned: string): number | undefined {
  const [, number] = name.startsWith(`${owned} g`)
    ? (/^g(\d+)$/.exec(name.slice(owned.length + 1)) ?? [])
    : [];
  return number === undefined ? undefined : Number(number);
}

/** Name of the Vault policy that reads one secret: of an integration or of a client. */
export function readerPolicyName(environment: string, id: string): string {
  return `${environment}-${id}-reader`;
}

/** Name of the role that a stack makes for a reader in an auth method. */
export function readerRoleName(environment: string, reader: string): string {
  return `${environment}-${reader}`;
}

/** Key of the secret in Vault that tells its generation. The number is in the key: keys are proved without values. */
export function generationMarker(generation: number): string {
  return `generation_${generation}`;
}
