import fs from 'node:fs'
import path from 'node:path'

/** The product's own folder, from the sources as well as from the bundle in build/. */
export const ROOT = findRoot(import.meta.dirname)

export const MIGRATION_FOLDERS = {
  migrations: path.join(ROOT, 'prisma', 'migrations'),
  schema: path.join(ROOT, 'prisma'),
}

function findRoot(folder: string): string {
  if (fs.existsSync(path.join(folder, 'package-lock.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('The product’s own folder was not found.')
  return findRoot(parent)
}
