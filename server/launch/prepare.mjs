// Plain Node without dependencies: makes a fresh clone ready, and does nothing the second time.
import { execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..', '..')
const INSTALLED = path.join(ROOT, 'node_modules', '.pulje-installed')
const BUILT = path.join(ROOT, 'build', '.pulje-built')
const LOCK = path.join(ROOT, '.cache', 'preparing')
const SOURCES = [
  'app',
  'server',
  'prisma',
  'public',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'tsconfig.json',
  'prisma.config.ts',
]

/** Packages as in the lock file, then the build; each only when what it depends on has changed. */
export function prepare({ build = true } = {}) {
  checkNode()
  fs.mkdirSync(path.dirname(LOCK), { recursive: true })
  withLock(() => {
    install()
    if (build) buildAll()
  })
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Pulje needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

function install() {
  const wanted = hash([path.join(ROOT, 'package-lock.json')]) + process.version
  if (read(INSTALLED) === wanted) return
  say('Installing packages …')
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  fs.writeFileSync(INSTALLED, wanted)
}

function buildAll() {
  const wanted = hash(SOURCES.flatMap(name => filesUnder(path.join(ROOT, name))))
  if (read(BUILT) === wanted) return
  say('Building …')
  run(process.execPath, [path.join(ROOT, 'server', 'launch', 'build.mjs')])
  fs.writeFileSync(BUILT, wanted)
}

/** Two instances started at the same moment from one checkout prepare it once. */
function withLock(work) {
  const deadline = Date.now() + 300_000
  for (;;) {
    try {
      fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!alive(Number(read(LOCK))) || Date.now() > deadline) fs.rmSync(LOCK, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
  try {
    work()
  } finally {
    fs.rmSync(LOCK, { force: true })
  }
}

function alive(pid) {
  if (!(pid > 0)) return true // somebody is just about to write the number
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Runs a program with its words on standard error: standard output belongs to the command that asked. */
export function run(command, args, env = {}) {
  try {
    execFileSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } })
  } catch (error) {
    console.error(
      `${path.basename(command)} ${args[0] ?? ''} failed${error.status == null ? `: ${error.message}` : ''}.`,
    )
    process.exit(error.status ?? 1)
  }
}

function filesUnder(place) {
  if (!fs.existsSync(place)) return []
  if (!fs.statSync(place).isDirectory()) return [place]
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter(entry => entry.name !== 'generated' && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => filesUnder(path.join(place, entry.name)))
}

function hash(files) {
  const sum = crypto.createHash('sha256')
  for (const file of files)
    sum.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file)).update('\0')
  return sum.digest('hex')
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function say(words) {
  console.error(words)
}
