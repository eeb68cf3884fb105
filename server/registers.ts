import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { readList } from './domain/organisations/registry/read-list'
import { LIST_NAMES, type ListName, type Lists } from './domain/organisations/registry/rows'
import { ROOT } from './root'

/** One list of a register as text. */
export interface ListFile {
  name: ListName
  text: string
  /** Of the text; says whether it has been loaded before. */
  sha256: string
}

export function listFile(name: ListName, text: string): ListFile {
  return { name, text, sha256: crypto.createHash('sha256').update(text).digest('hex') }
}

/** The lists that come with the product (prisma/registers/README.md names sources and licences). */
export function shippedLists(): ListFile[] {
  return LIST_NAMES.map(name =>
    listFile(name, fs.readFileSync(path.join(ROOT, 'prisma', 'registers', `${name}.csv`), 'utf8')),
  )
}

/** The same, read: for a `Register` without a database. */
export function readShippedLists(): Lists {
  return Object.fromEntries(
    shippedLists().map(({ name, text }) => [name, readList(name, text)]),
  ) as unknown as Lists
}
