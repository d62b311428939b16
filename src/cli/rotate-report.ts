import type { Rotation } from "../core/rotation";

/** What a rotation did; `none`: nothing was due. */
export type Move = "rotate" | "emergency" | "heal" | "drop-previous" | "none";

/** The part of a rotation that a move may change. */
interface State {
  readonly live: readonly number[];
  readonly current: number;
  readonly rotatedOn: string | null;
}

/** A step of what comes next. */
interface Step {
  readonly command: string;
  /** The first day for it; null: at once. */
  readonly from: string | null;
  readonly does: readonly string[];
}

/** What `scopelock rotate --format json` prints. Keys are only ever added. */
export interface RotationReport {
  readonly environment: string;
  readonly file: string;
  readonly move: Move;
  /** False for a dry run, and when nothing was due. */
  readonly written: boolean;
  readonly before: State;
  readonly after: State;
  /** What the next deploy does to the generations, when the file as it was is deployed. */
  readonly deploy: {
    readonly creates: readonly number[];
    readonly keeps: readonly number[];
    readonly destroys: readonly number[];
  };
  /** In order. */
  readonly next: readonly Step[];
  /** The change of the file, as a unified diff without context; empty when nothing was due. */
  readonly diff: string;
}

/** What a report is made of. */
export interface RotationReportProps extends Pick<RotationReport, "file" | "move" | "written" | "diff"> {
  readonly environment: {
    readonly name: string;
    readonly vault: { readonly mount: { readonly path: string } };
    readonly genesys: { readonly allowedIpAddresses?: readonly string[] | undefined };
  };
  readonly before: Rotation;
  readonly after: Rotation;
}

/** A move, in data and in words. */
export function report(props: RotationReportProps): RotationReport {
  const { file, move, written, diff, before, after } = props;
  const was = before.generations.live;
  const is = after.generations.live;
  const deploy = {
    creates: is.filter((generation) => !was.includes(generation)),
    keeps: is.filter((generation) => was.includes(generation)),
    destroys: was.filter((generation) => !is.includes(generation)),
  };
  return {
    environment: props.environment.name,
    file,
    move,
    written,
    before: stateOf(before),
    after: stateOf(after),
    deploy,
    next: nextSteps(props, deploy),
    diff,
  };
}

const stateOf = ({ generations: { live, current }, rotatedOn }: Rotation): State => ({
  live,
  current,
  rotatedOn: rotatedOn ?? null,
});

function nextSteps(
  { environment: { name, vault, genesys }, move, after }: RotationReportProps,
  { keeps, destroys }: RotationReport["deploy"],
): readonly Step[] {
  const { current } = after.generations;
  const now = (command: string, does: readonly string[]): Step => ({ command, from: null, does });
  const prove = `proves that Vault, the integration and the manifest are on g${current}`;
  const doctor = `npx scopelock doctor ${name}`;
  const deploy = `npx cdktf deploy ${name}`;
  const introduces = [
    `creates the OAuth client g${current} with its integration credential`,
    `writes its secret to Vault (mount ${vault.mount.path}) and proves that it is there`,
    `switches the integration to g${current}, then writes the manifest`,
    // Of the environment file: what the code declares for one integration, this command does not see.
    ...(genesys.allowedIpAddresses
      ? [
          `cannot set its allowed IP addresses: set ${genesys.allowedIpAddresses.join(", ")} in Genesys Cloud (Admin, Integrations, OAuth)`,
        ]
      : []),
    ...(keeps.length > 0 ? [`keeps ${clients(keeps)} alive: tokens of it stay valid`] : []),
  ];
  const last = `destroys ${clients(destroys)} last; tokens of it fail with 401 from then on`;

  const steps: Record<Move, () => readonly Step[]> = {
    rotate: () => [
      now(deploy, introduces),
      now(doctor, [
        prove,
        `when the deploy of g${current} failed for good: npx scopelock rotate ${name} --heal`,
      ]),
    ],
    heal: () => [now(deploy, [...introduces, last]), now(doctor, [prove])],
    emergency: () => [
      now(deploy, [...introduces, last, "when it fails half way, repeat it: the order holds"]),
      now(doctor, [prove]),
    ],
    "drop-previous": () => [
      now(doctor, [
        prove,
        `do not go on before it does: g${current} has to be deployed for the whole overlap`,
      ]),
      now(deploy, [
        `destroys ${clients(destroys)} with its integration credential, and changes nothing else`,
      ]),
    ],
    none: () => [],
  };
  return [...steps[move](), ...later(name, after)];
}

/** What the schedule says. */
function later(name: string, { previous, droppableFrom, rotatedOn, dueOn }: Rotation): readonly Step[] {
  if (previous.length > 0)
    return [
      {
        command: `npx scopelock rotate ${name} --drop-previous`,
        from: droppableFrom ?? null,
        does: [
          `drops ${clients(previous)}, when the overlap is over`,
          `if the deploy comes later than ${rotatedOn}, put its day into "rotatedOn"`,
        ],
      },
    ];
  if (dueOn === undefined) return [];
  return [{ command: `npx scopelock rotate ${name}`, from: dueOn, does: ["makes the next generation"] }];
}

const clients = (generations: readonly number[]) =>
  generations.map((generation) => `g${generation}`).join(", ");

const DONE: Readonly<Record<Move, readonly [done: string, dry: string]>> = {
  rotate: ["rotated", "would rotate"],
  emergency: ["rotated in an emergency", "would rotate in an emergency"],
  heal: ["healed", "would heal"],
  "drop-previous": ["dropped the previous generation", "would drop the previous generation"],
  none: ["nothing is due", "nothing is due"],
};

/** A report as text. */
export function reportText(report: RotationReport): string {
  const { environment, file, move, written, before, after, next, diff } = report;
  const state = ({ live, current, rotatedOn }: State) =>
    `live [${live.join(", ")}], current ${current}, rotated on ${rotatedOn ?? "an unknown day"}`;
  const lines = [
    `${environment}: ${DONE[move][written ? 0 : 1]} (${file})`,
    `  was ${state(before)}`,
    `  is  ${state(after)}`,
    ...(written ? [] : ["", diff.trimEnd(), "", "Nothing was written."]),
    "",
    "Next:",
    ...next.flatMap(({ command, from, does }, at) => [
      `  ${at + 1}. ${from === null ? "" : `from ${from} on: `}${command}`,
      ...does.map((sentence) => `     ${sentence}`),
    ]),
  ];
  return lines.join("\n");
}
