import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { PlainError } from '../plain-error.ts';
import { type ServerUser, serverFolder, serverUser } from './binaries.ts';

export interface EmbeddedPostgres {
  /** Connection string of its superuser, on the loopback interface. */
  readonly url: string;
  /** `fast`: it ends every session and shuts down cleanly. `immediate`: as if it had crashed. Then it starts again. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** What was committed outlives a crash of the server. Slower; only who crashes it needs that. */
  readonly outlivesCrash?: boolean;
}

const SUPERUSER = 'halo';
const STARTUP_MS = 30_000;
const LOOK_EVERY_MS = 25;
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/**
 * A throw-away PostgreSQL of our own: a fresh data directory each time, gone when it stops. It stops with this
 * process, however that ends.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const user = await serverUser();
  const native = await serverFolder(user);
  const password = randomBytes(18).toString('base64url');
  const home = await createHome(password, user);
  await initialise(native, home, user);
  const port = await freePort();
  const server = launch(native, home, port, options, user);
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  await answers(url, server);
  return {
    url,
    async restart(how) {
      await writeFile(join(home, 'again'), '');
      const ended = await processId(home);
      process.kill(ended, SIGNALS[how]);
      while ((await processId(home)) === ended) await sleep(LOOK_EVERY_MS);
      await answers(url, server);
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.ref();
      server.stdin?.end();
      await once(server, 'exit');
    },
  };
}

async function createHome(password: string, user: ServerUser | undefined): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'halo-postgres-'));
  const secret = join(home, 'password');
  await writeFile(secret, password, { mode: 0o600 });
  if (user) await Promise.all([home, secret].map((path) => chown(path, user.uid, user.gid)));
  return home;
}

async function initialise(native: string, home: string, user: ServerUser | undefined): Promise<void> {
  // The builtin locale provider knows letters outside ASCII on every system; the C locale, which is what a container
  // often offers, does not, and full-text search would then split words at them.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, `--pwfile=${join(home, 'password')}`, '--auth=scram-sha-256'];
  await promisify(execFile)(
    join(native, 'bin', 'initdb'),
    ['-D', join(home, 'data'), ...locale, ...access, '--no-sync', '--no-instructions'],
    { cwd: home, ...user },
  ).catch((cause: Error) => {
    throw new PlainError(`The embedded PostgreSQL could not be initialised: ${cause.message.trim()}`, {
      cause,
    });
  });
}

/** Nothing in it outlives the process, so nothing is worth waiting for a disk. */
const THROW_AWAY = ['fsync=off', 'full_page_writes=off', 'max_wal_size=4GB'];

/**
 * The shell between us and the server waits for our end of its input to close, which the system does for us even
 * when this process is killed. It then stops the server and removes the directory. A server that ends although it is to
 * go on `again` is started anew.
 */
const GUARD = `
exec 3<&0
home=$1; shift
start() {
  rm -f "$home/again"
  "$@" 3<&- &
  server=$!
  echo $server > "$home/started" && mv "$home/started" "$home/server"
  if [ -e "$home/end" ]; then kill -INT $server; fi
}
start "$@"
{ read -r _ <&3; touch "$home/end"; kill -INT "$(cat "$home/server")"; } &
while :; do
  wait $server
  code=$?
  [ -e "$home/again" ] || break
  start "$@"
done
cd / && rm -rf "$home"
exit $code`;

function launch(
  native: string,
  home: string,
  port: number,
  { outlivesCrash = false }: EmbeddedOptions,
  user: ServerUser | undefined,
): ChildProcess {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'timezone=UTC',
    `synchronous_commit=${outlivesCrash ? 'on' : 'off'}`,
    ...THROW_AWAY,
  ].flatMap((setting) => ['-c', setting]);
  const command = [join(native, 'bin', 'postgres'), '-D', join(home, 'data'), ...settings];
  // Detached: Ctrl-C in the terminal reaches the whole process group, and would stop the server under Halo's feet.
  const server = spawn('/bin/sh', ['-c', GUARD, 'guard', home, ...command], {
    cwd: home,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...user,
  });
  server.unref();
  return server;
}

async function processId(home: string): Promise<number> {
  return Number(await readFile(join(home, 'server'), 'utf8'));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string')
    throw new PlainError('There is no free port for PostgreSQL.');
  return address.port;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTUP_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      const gone = server.exitCode !== null || server.signalCode !== null;
      if (gone || Date.now() > deadline) {
        server.stdin?.end();
        throw new PlainError('The embedded PostgreSQL did not start.', { cause });
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
}
