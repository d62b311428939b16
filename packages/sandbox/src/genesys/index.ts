import { Catalog, parseJson, readBytes } from "scopelock/sandbox-support";
import { application } from "./application";
import type { ServerContext } from "./context";
import { Faults } from "./faults";
import { Journal, type JournalEntry } from "./journal";
import { plant, readSeed, type Seed } from "./seed";
import { listen, type Patience } from "./server";
import { Snapshots } from "./snapshots";
import { type ClientCredentials, Store } from "./store";

export type * from "./faults";
export type { JournalEntry } from "./journal";
export type { OperationText, Seed, SeededClient, SeededContact } from "./seed";
export type { ClientCredentials } from "./store";

/** Options of {@link startGenesys}. */
export interface GenesysOptions {
  /** @default - a free one */
  readonly port?: number;
  /** What the organization holds from the start, and again after a reset. @default - two external contacts */
  readonly seed?: Seed;
  /** A JSON file with a seed, which is added first. @default - none */
  readonly seedFile?: string;
  /** Milliseconds since the epoch, for tests of expiry. @default Date.now */
  readonly now?: () => number;
  /** Whether a PUT of an OAuth client answers with its secret. Not known of the real API. @default false */
  readonly putReturnsSecret?: boolean;
  /** How long a slow client is waited for. @default 10 seconds for headers, 30 for a request */
  readonly patience?: Patience;
}

/** A running stand-in of the Genesys Cloud API. */
export interface GenesysSandbox {
  /** Of both the login and the API host, for example `http://127.0.0.1:8099`. */
  readonly url: string;
  /** The client that Terraform deploys with: from the start, with every permission. */
  readonly deployer: ClientCredentials;
  /** All that the organization holds. */
  readonly store: Store;
  readonly faults: Faults;
  /** The requests so far, oldest first; of many, the newest 10,000 at least. */
  readonly requests: readonly JournalEntry[];
  /**
   * Id and secret of an OAuth client, as they are now.
   * @param client id or name
   * @throws Error when there is none
   */
  credentials(client: string): ClientCredentials;
  /** Adds to the organization; all of the seed or nothing. @throws {@link ScopelockError} `sandbox/seed` */
  seed(seed: Seed): void;
  /** Keeps the organization as it is now: roles, clients with their secrets, tokens, integrations, actions, seeded answers. */
  snapshot(): Snapshot;
  /** The organization as it was. Faults and journal stay, and tokens of clients that it had. */
  restore(snapshot: Snapshot): void;
  /** The organization as it started, with the same clients and the seed's faults; the journal is empty. */
  reset(): void;
  /** Lets requests that are being answered end, for a second at most. */
  close(): Promise<void>;
}

/** An organization at a moment; for {@link GenesysSandbox.restore}. */
export interface Snapshot {
  /** @internal */
  readonly store: Store;
}

/**
 * Starts the stand-in on a loopback port.
 * @throws {@link ScopelockError} `sandbox/port-taken`, `sandbox/seed`, and `file/...` for a seed file that cannot be read
 */
export async function startGenesys(options: GenesysOptions = {}): Promise<GenesysSandbox> {
  const catalog = Catalog.load();
  let store = new Store();
  let url = "";
  const context: ServerContext = {
    catalog,
    store: () => store,
    now: options.now ?? Date.now,
    url: () => url,
    putReturnsSecret: options.putReturnsSecret ?? false,
  };
  const faults = new Faults(context);
  const journal = new Journal();
  const restore = (kept: Store) => {
    const other = kept.copy();
    // A client that both have goes on with the tokens that it has got since.
    for (const [value, token] of store.tokens)
      if (other.clients.has(token.clientId)) other.tokens.set(value, token);
    store = other;
  };
  const seed = (given: unknown, where: string) => {
    const read = readSeed(given, where);
    const [before, disarm] = [store, faults.save()];
    try {
      store = before.copy();
      plant(read, { store, faults, catalog }, where);
    } catch (error) {
      store = before;
      disarm();
      throw error;
    }
  };
  const { seedFile } = options;
  if (seedFile !== undefined) seed(parseJson(readBytes(seedFile), seedFile), seedFile);
  seed(options.seed ?? {}, "seed");
  const [first, armFirst] = [store.copy(), faults.save()];
  const reset = () => {
    restore(first);
    armFirst();
    journal.clear();
  };
  const closing = new AbortController();
  const snapshots = new Snapshots(() => store, restore);
  const app = application({
    context,
    faults,
    journal,
    control: { faults, journal, snapshots, seed, reset },
    closing: closing.signal,
  });
  const server = await listen(
    app.fetch,
    ({ method = "", url: target = "" }, { status }) =>
      journal.add({ method, path: target.replace(/[?#].*/s, ""), status }),
    options.port ?? 0,
    options.patience,
  );
  url = server.url;
  return {
    url,
    deployer: store.deployer,
    get store() {
      return store;
    },
    faults,
    requests: journal.entries,
    credentials(client) {
      const { id, secret } =
        store.clients.get(client) ?? [...store.clients.values()].find(({ name }) => name === client) ?? {};
      if (id === undefined || secret === undefined) throw new Error(`There is no OAuth client "${client}".`);
      return { clientId: id, clientSecret: secret };
    },
    seed: (given) => seed(given, "seed"),
    snapshot: () => ({ store: store.copy() }),
    restore: (snapshot) => restore(snapshot.store),
    reset,
    close() {
      closing.abort();
      return server.close();
    },
  };
}
