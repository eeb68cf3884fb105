import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stopCluster } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { ROOT } from '~server/root'
import { Product } from '../../support/product'

/** One server in one repetition of a scenario, as the harness writes it down. Numbers by name; see its README. */
export interface Row {
  scenario: string
  server: string
  rep: number
  error?: string
  [number: string]: unknown
}

export interface Ask {
  scenario: string
  servers: readonly string[]
  reps: number
  /** Overrides the scenario's own parameters. */
  set?: object
  /** How many documents the product has to have. */
  documents: number
}

/** Where the harness lies: a folder `yjs`, with the editing traces two folders up. */
const SOURCE = process.env['YJS_BENCH'] ?? path.resolve(ROOT, '..', 'shared', 'bench', 'yjs')
const COPY = path.join(ROOT, '.cache', 'bench', 'yjs')
const FIRST_PORT = Number(process.env['BENCH_PORT'] ?? 14_300)

/** A copy of the load generator with its peers installed; every run of it alternates the servers. */
export class Harness {
  private port = FIRST_PORT

  private constructor(
    private readonly folder: string,
    /** A data folder as a first start leaves it: each run begins with a copy. */
    private readonly template: Product,
  ) {}

  /** @returns null when there is no harness to be found */
  static async open(): Promise<Harness | null> {
    if (!fs.existsSync(path.join(SOURCE, 'bench.mjs'))) {
      console.error(
        `The load generator is not at ${SOURCE}: say where its folder is with YJS_BENCH (its editing traces two folders up).`,
      )
      return null
    }
    if (!fs.existsSync(path.join(COPY, 'ready'))) install()
    const template = await Product.start({ env: { COLLAB_LIMITS: 'off' } })
    await template.stop()
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-bench-'))
    // PostgreSQL's own user has to get in.
    fs.chmodSync(folder, 0o755)
    return new Harness(folder, template)
  }

  /** Runs a scenario with all its servers in turn. */
  async run({ scenario, servers, reps, set = {}, documents }: Ask): Promise<Row[]> {
    const out = path.join(this.folder, `${scenario}.jsonl`)
    const defs = path.join(this.folder, 'servers.json')
    fs.rmSync(out, { force: true })
    fs.writeFileSync(defs, JSON.stringify({ ...peers(), pulje: this.product(documents) }))
    await finished('node', [
      path.join(COPY, 'bench.mjs'),
      ...['--servers', servers.join()],
      ...['--scenarios', scenario],
      ...['--reps', String(reps)],
      ...['--set', JSON.stringify(set)],
      ...['--defs', defs],
      ...['--out', out],
      ...['--port', String(this.port)],
    ])
    this.port += servers.length * reps
    await this.clear()
    const lines = fs.readFileSync(out, 'utf8').trim().split('\n')
    return lines.map(line => JSON.parse(line) as Row)
  }

  async close(): Promise<void> {
    await this.clear()
    await this.template.remove()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** The product as it is run: its own process with the embedded database, started without npm. */
  private product(documents: number): object {
    const begin = 'test -e "$DATA_DIR" || cp -a "$TEMPLATE" "$DATA_DIR"; exec "$0" $NODE_FLAGS build/main.js'
    return {
      url: 'ws://127.0.0.1:{port}/collab/{doc}',
      cmd: ['sh', '-c', begin, process.execPath],
      cwd: ROOT,
      env: {
        PORT: '{port}',
        DATA_DIR: path.join(this.folder, 'data-{port}'),
        TEMPLATE: this.template.dataDir,
        NODE_FLAGS: process.env['SERVER_FLAGS'] ?? '',
        COLLAB_LIMITS: 'off',
        PULJE_MODE: 'demo',
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
      },
      prepare: [
        process.execPath,
        'build/cli.js',
        'bench:prepare',
        '--documents',
        String(documents),
        '--json',
      ],
    }
  }

  /** Whoever is killed leaves its database behind, which would go on beside the next one. */
  private async clear(): Promise<void> {
    for (const name of fs.readdirSync(this.folder)) {
      if (!name.startsWith('data-')) continue
      const dataDir = path.join(this.folder, name)
      await stopCluster(findPlace(dataDir))
      fs.rmSync(dataDir, { recursive: true, force: true })
    }
  }
}

function peers(): object {
  return JSON.parse(fs.readFileSync(path.join(COPY, 'servers.json'), 'utf8')) as object
}

function install(): void {
  console.error('copying the load generator and installing the peers …')
  fs.cpSync(SOURCE, COPY, { recursive: true, filter: file => path.basename(file) !== 'node_modules' })
  const traces = path.join(ROOT, '.cache', 'editing-traces')
  fs.cpSync(path.resolve(SOURCE, '..', '..', 'editing-traces'), traces, { recursive: true })
  for (const [command, ...args] of [
    ['chmod', '-R', 'u+w', COPY, traces],
    ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'],
    ['sh', path.join('peers', 'install.sh')],
  ] as [string, ...string[]][]) {
    const { status } = spawnSync(command, args, { cwd: COPY, stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed in ${COPY}`)
  }
  fs.writeFileSync(path.join(COPY, 'ready'), '')
}

async function finished(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve))
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
}
