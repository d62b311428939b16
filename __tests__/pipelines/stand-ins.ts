import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ROOT, temporaryDirectory, watched } from "../process";

/** A plan that real Terraform made: a reader is added, so that a review ends with 3. */
const PLAN = join(ROOT, "__tests__/review/recordings/a-reader-is-added.json");

const TERRAFORM = `#!/usr/bin/env bash
if [[ $1 == version ]]; then
  echo "Terraform v1.11.4"
  exit
fi
echo "terraform $*" >>"$CALLS"
for argument; do
  case $argument in
    -chdir=*) cd "\${argument#-chdir=}" ;;
    -out=*) echo "a plan" >"\${argument#-out=}" ;;
  esac
done
case " $* " in
  *" show "*) cat "$PLAN" ;;
  *" apply "*) [[ $(cat "\${!#}") == "a plan" ]] && echo "Apply complete! Resources: 1 added." ;;
esac
`;

/** Runs lines of a pipeline in a folder of its own, with stand-ins of the programs that reach something. */
export class Lines {
  private readonly temporary = temporaryDirectory();
  readonly directory = join(this.temporary.path, "checkout");
  private readonly bin = join(this.temporary.path, "bin");

  constructor() {
    mkdirSync(this.directory);
    this.program("terraform", TERRAFORM);
    // The command from the sources, as it is installed.
    const tsx = join(ROOT, "node_modules/tsx/dist/loader.mjs");
    const scopelock = `${process.execPath} --import ${tsx} ${join(ROOT, "src/cli/main.ts")}`;
    this.program("scopelock", `#!/usr/bin/env bash\nexec ${scopelock} "$@"\n`);
    this.program(
      "npx",
      `#!/usr/bin/env bash\necho "npx $*" >>"$CALLS"\n[[ $1 == --no-install ]] && shift\nexec "$@"\n`,
    );
    for (const name of ["npm", "apt-get"])
      this.program(name, `#!/usr/bin/env bash\necho "${name} $*" >>"$CALLS"\n`);
    symlinkSync(process.execPath, join(this.bin, "node"));
  }

  /** A path beside the checkout. */
  beside(name: string): string {
    return join(this.temporary.path, name);
  }

  /** Puts a program in front of those of the machine. */
  program(name: string, text: string): void {
    mkdirSync(this.bin, { recursive: true });
    writeFileSync(join(this.bin, name), text);
    chmodSync(join(this.bin, name), 0o755);
  }

  /** Writes a file of the checkout. */
  file(name: string, content: string | object): string {
    const path = join(this.directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    if (typeof content === "string" && content.startsWith("#!")) chmodSync(path, 0o755);
    return path;
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), "utf8");
  }

  has(name: string): boolean {
    return existsSync(join(this.directory, name));
  }

  /** What the stand-ins were called with, in order. */
  get calls(): readonly string[] {
    const file = this.beside("calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Runs lines in one shell that stops at the first that fails, as the systems do. */
  async run(lines: readonly string[], env: Readonly<Record<string, string>> = {}, folder = ".") {
    const child = spawn("bash", ["-eo", "pipefail", "-c", lines.join("\n")], {
      cwd: join(this.directory, folder),
      env: {
        PATH: [this.bin, process.env.PATH].join(delimiter),
        HOME: this.temporary.path,
        CALLS: this.beside("calls"),
        PLAN,
        NO_COLOR: "1",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { ended, output } = watched(child);
    const code = await ended;
    return { code, output: output() };
  }

  remove(): void {
    this.temporary.remove();
  }
}

/** An environment file. */
export const ENVIRONMENT = {
  genesys: { region: "eu-west-1" },
  vault: { address: "https://vault.example.com:8200", mount: { path: "kv", managed: true } },
  backend: { type: "local", path: "state/prod.tfstate" },
  rotation: { live: [1], current: 1 },
};
