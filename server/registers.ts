import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Db } from './database/client'
import { loadLists, type ListText, type Loaded } from './domain/organisations/registry/load'
import { readList } from './domain/organisations/registry/read-list'
import { LIST_NAMES, type ListName, type Lists } from './domain/organisations/registry/rows'
import { ROOT } from './root'

export function listFile(name: ListName, text: string): ListText {
  return { name, text, sha256: crypto.createHash('sha256').update(text).digest('hex') }
}

/** The lists that come with the product (prisma/registers/README.md names sources and licences). */
export function shippedLists(): ListText[] {
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

/** Loads those of the product's lists that are new to this database; when none is, that takes milliseconds. */
export const loadShippedRegisters = (db: Db): Promise<Loaded> =>
  loadLists(db, shippedLists(), { from: 'shipped' })
