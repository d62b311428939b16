/**
 * `npm run prepare`: generates and compiles. npm prepares the checkout twice at each installation: for itself, and for the
 * link `node_modules/scopelock`, by which `packages/sandbox` finds it. Once is enough.
 */
import { spawnSync } from "node:child_process";

const SCRIPTS = ["generate", "build"];

// npm sets the first for a dependency, the link among them, and for what it packs; never for the package that is installed itself.
const isDependency =
  process.env.npm_package_resolved !== undefined &&
  !["pack", "publish"].includes(process.env.npm_command ?? "");

for (const script of isDependency ? [] : SCRIPTS) {
  const { status } = spawnSync("npm", ["run", "--silent", script], { stdio: "inherit", shell: true });
  if (status !== 0) process.exit(status ?? 1);
}
