import { spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { nativeFolder } from './binaries'

/** Where an instance's PostgreSQL lives and as whom it runs. */
export interface Place {
  /** The cluster's data folder. */
  cluster: string
  /** Private folder with the Unix socket; connections need no password because only the owner can enter it. */
  socketDir: string
  logFile: string
  binaries: string
  /** PostgreSQL refuses to run as root: then it runs as the system's user `postgres`. */
  runAs: { uid: number; gid: number } | undefined
}

const SYSTEM_ROOT = '/var/lib/pulje'
const LOCATION_FILE = 'database-location'
/** sun_path holds 108 bytes on Linux, 104 on macOS; the socket's file name takes 15. */
const LONGEST_SOCKET_DIR = 85

/** Decides the places for a data folder and creates the folders. */
export function findPlace(dataDir: string): Place {
  // Others may pass through (PostgreSQL's user must) and not look; what is inside is private folder by folder.
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const runAs = process.getuid?.() === 0 ? systemUser() : undefined
  const home = databaseHome(dataDir, runAs)
  const place: Place = {
    cluster: path.join(home, 'postgres'),
    socketDir: socketDir(home),
    logFile: path.join(home, 'postgres.log'),
    binaries: nativeFolder(folder => runAs === undefined || canEnter(folder, runAs), SYSTEM_ROOT),
    runAs,
  }
  privateFolder(place.socketDir, runAs)
  return place
}

/** Usually the data folder itself. Root's own folders cannot be entered by `postgres`: then a folder of this instance. */
function databaseHome(dataDir: string, runAs: Place['runAs']): string {
  const remembered = path.join(dataDir, LOCATION_FILE)
  if (fs.existsSync(remembered)) {
    const home = fs.readFileSync(remembered, 'utf8').trim()
    fs.mkdirSync(home, { recursive: true })
    return home
  }
  const inside = path.join(dataDir, 'database')
  if (runAs === undefined || fs.existsSync(inside) || canEnter(dataDir, runAs)) {
    fs.mkdirSync(inside, { recursive: true })
    if (runAs !== undefined) fs.chownSync(inside, runAs.uid, runAs.gid)
    return inside
  }
  // Not derived from the path: whoever removes a data folder and makes it anew expects an empty database.
  const home = path.join(SYSTEM_ROOT, crypto.randomBytes(6).toString('hex'))
  fs.mkdirSync(home, { recursive: true })
  fs.chownSync(home, runAs.uid, runAs.gid)
  fs.writeFileSync(remembered, `${home}\n`)
  return home
}

function socketDir(home: string): string {
  const near = path.join(home, 'run')
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_DIR) return near
  const id = crypto.createHash('sha256').update(home).digest('hex').slice(0, 12)
  return path.join(os.tmpdir(), `pulje-${id}`)
}

/** Creates the folder for its owner alone; a folder that somebody else put there is refused. */
function privateFolder(folder: string, owner: Place['runAs']): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner !== undefined) fs.chownSync(folder, owner.uid, owner.gid)
  const wanted = owner?.uid ?? process.getuid?.()
  const found = fs.lstatSync(folder)
  if (!found.isDirectory() || (wanted !== undefined && found.uid !== wanted)) {
    throw new Error(`The folder ${folder} belongs to somebody else; remove it or choose another DATA_DIR.`)
  }
  fs.chmodSync(folder, 0o700)
}

function canEnter(folder: string, user: { uid: number; gid: number }): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}

function systemUser(): { uid: number; gid: number } {
  const known = lookUp()
  if (known) return known
  const made = spawnSync('useradd', [
    '--system',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const user = made.status === 0 ? lookUp() : undefined
  if (user) return user
  throw new Error(
    'PostgreSQL does not run as root and the user "postgres" could not be made: add it (useradd --system postgres) or start Pulje as an ordinary user.',
  )
}

function lookUp(): { uid: number; gid: number } | undefined {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid !== undefined && gid !== undefined ? { uid: Number(uid), gid: Number(gid) } : undefined
}
