import { execFile, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { runningPid, stopCluster } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { likeAfterFirstStart } from './first-start'
import { freePort } from './ports'
import { until } from './until'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const BUILT = path.join(ROOT, 'build', 'main.js')

export interface ProductOptions {
  env?: Record<string, string>
  /** An existing data folder; otherwise a new one is made. */
  dataDir?: string
  /** Another build's main.js. */
  main?: string
}

/** The built product as its own process with its own data folder and port, as an operator runs it. */
export class Product {
  readonly dataDir: string
  readonly port: number
  readonly #env: Record<string, string>
  readonly #main: string
  #process: ChildProcess | null = null
  /** What the process wrote on its console. */
  output = ''

  private constructor(dataDir: string, port: number, { env = {}, main = BUILT }: ProductOptions) {
    this.dataDir = dataDir
    this.port = port
    this.#env = env
    this.#main = main
  }

  static async start(options: ProductOptions = {}): Promise<Product> {
    const dataDir = options.dataDir ?? newFolder()
    if (options.dataDir === undefined && options.env?.['PULJE_MODE'] === undefined)
      await Product.fill(dataDir)
    const product = new Product(dataDir, await freePort(), options)
    await product.start()
    return product
  }

  /** Puts into a new data folder what a first start leaves there. */
  static async fill(dataDir: string): Promise<void> {
    const own = findPlace(dataDir).cluster.startsWith(dataDir)
    if (own) await likeAfterFirstStart(dataDir, () => Product.firstStart())
  }

  private static async firstStart(): Promise<{ folder: string; forget: () => Promise<void> }> {
    const product = new Product(newFolder(), await freePort(), {})
    await product.start()
    await product.stop()
    return { folder: product.dataDir, forget: () => product.remove() }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Whether its process has come to an end, by itself or not. */
  get ended(): boolean {
    const { exitCode = 0, signalCode = null } = this.#process ?? {}
    return exitCode !== null || signalCode !== null
  }

  /** The PostgreSQL of this data folder, or null when none runs. */
  get databasePid(): number | null {
    return runningPid(findPlace(this.dataDir))
  }

  async start(): Promise<void> {
    const child = this.spawn()
    this.#process = child
    const ended = (): boolean => child.exitCode !== null || child.signalCode !== null
    await until('the product is up', async () => ended() || (await this.answers()), 60_000)
    if (ended()) throw new Error(`the product did not start:\n${this.output}`)
  }

  /** Starts another process on the same data folder. */
  spawn(): ChildProcess {
    const child = spawn(process.execPath, [this.#main], {
      cwd: ROOT,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    }
    return child
  }

  /** Runs a command of the operator and gives what it tells machines. */
  async cli(...words: string[]): Promise<unknown> {
    const args = [path.join(ROOT, 'build', 'cli.js'), ...words, '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: ROOT,
      env: this.environment(),
      maxBuffer: 64 * 1024 * 1024,
    })
    return JSON.parse(stdout)
  }

  async kill9(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM')
  }

  async restart(): Promise<void> {
    await this.kill9()
    await this.start()
  }

  /** Ends everything and removes the data. */
  async remove(): Promise<void> {
    if (!this.ended) await this.kill9()
    const place = findPlace(this.dataDir)
    await stopCluster(place)
    fs.rmSync(path.dirname(place.cluster), { recursive: true, force: true })
    fs.rmSync(this.dataDir, { recursive: true, force: true })
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
    child.kill(signal)
    return exited
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).status === 200
    } catch {
      return false
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      PULJE_MODE: 'demo',
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      LOG_LEVEL: 'warn',
      ...this.#env,
    }
  }
}

export function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-product-'))
  fs.chmodSync(folder, 0o755)
  return folder
}
