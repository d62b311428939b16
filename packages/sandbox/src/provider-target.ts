const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const MACHINES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** This machine, as a provider mirror's folders name it: `linux_amd64`. */
export function providerTarget({
  platform,
  arch,
}: Pick<NodeJS.Process, "platform" | "arch"> = process): string {
  return `${SYSTEMS[platform] ?? platform}_${MACHINES[arch] ?? arch}`;
}
