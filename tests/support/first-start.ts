import { execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { until } from './until'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const STALE = 3 * 60_000
const CACHE = path.join(ROOT, '.cache', 'first-start')

/**
 * Fills a new data folder with what a first start of the built product leaves behind: cluster, registers, demo. Made once
 * per build and copied, because every start from nothing takes ten seconds of both processors.
 *
 * @param make leaves it in a folder of its own, and says where
 */
export async function likeAfterFirstStart(
  dataDir: string,
  make: () => Promise<{ folder: string; forget: () => Promise<void> }>,
): Promise<void> {
  const kept = path.join(CACHE, fingerprint())
  if (!fs.existsSync(kept)) await once(kept, make)
  copy(kept, dataDir)
}

async function once(kept: string, make: Parameters<typeof likeAfterFirstStart>[1]): Promise<void> {
  fs.mkdirSync(CACHE, { recursive: true })
  const lock = `${kept}.lock`
  // Whoever held it was ended in the middle.
  if (fs.existsSync(lock) && fs.statSync(lock).mtimeMs < Date.now() - STALE) fs.rmdirSync(lock)
  try {
    fs.mkdirSync(lock)
  } catch {
    await until('another test has made the first start', () => fs.existsSync(kept), 120_000)
    return
  }
  for (const old of fs.readdirSync(CACHE).filter(name => path.join(CACHE, name) !== lock))
    fs.rmSync(path.join(CACHE, old), { recursive: true, force: true })
  const { folder, forget } = await make()
  copy(folder, `${kept}.half`)
  await forget()
  fs.renameSync(`${kept}.half`, kept)
  fs.rmdirSync(lock)
}

/** With owners and rights: the database's files belong to its own user. */
function copy(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true })
  execFileSync('cp', ['-a', `${from}/.`, to])
}

/** Of everything that a first start makes something of. */
function fingerprint(): string {
  const hash = crypto.createHash('sha256').update(fs.readFileSync(path.join(ROOT, 'build', 'main.js')))
  for (const file of fs
    .readdirSync(path.join(ROOT, 'prisma'), { recursive: true, encoding: 'utf8' })
    .sort()) {
    const { size, mtimeMs } = fs.statSync(path.join(ROOT, 'prisma', file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}
