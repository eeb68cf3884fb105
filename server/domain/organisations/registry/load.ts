import type { Db, Prisma, Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { recordMoves, treeNow } from '../tree'
import { moveChildren } from './move-children'
import { isListed, overlay, type Listed } from './overlay'
import { plan } from './plan'
import { readList } from './read-list'
import { storedLists } from './read-register'
import { writeRegisterUnits } from './register-units'
import type { ListName, Lists } from './rows'
import { writePlan } from './write-plan'

/** A list of a register as text; the hash says whether it has been loaded before. */
export interface ListText {
  name: ListName
  text: string
  sha256: string
}

/** What loading lists has done, for the operator. */
export interface Loaded {
  /** Names of the lists that were new; empty: nothing had to be done. */
  lists: ListName[]
  unitsCreated: string[]
  unitsEnded: string[]
  /** Units of the network that lie elsewhere now. */
  unitsMoved: string[]
  /** Schools and kindergartens of the registers, by organisation number. */
  registerUnits: { added: number; changed: number; missing: string[] }
  /** Codes in force that a newer list no longer has: they stay as they are, and somebody should look. */
  missing: { list: ListName; code: string }[]
}

/** Any number: two processes that start at once load one after the other, and the second finds it done. */
const LOAD_LOCK = 7_855_374

/** Undoes a transaction that was only to show what it would do. */
class OnlyTried extends Error {
  constructor(readonly loaded: Loaded) {
    super('only tried')
  }
}

/**
 * Loads lists into units, in one transaction; a list with the same content is passed over, so a second time changes
 * nothing. Adds and ends, never deletes.
 *
 * @param from `shipped`: the product's own lists, each taken once, however many newer ones were loaded since;
 *   `operator`: somebody has chosen this file
 * @param dryRun says what would happen, and leaves everything as it is
 * @throws ListError when a file has a mistake
 */
export async function loadLists(
  db: Db,
  files: readonly ListText[],
  { from, dryRun = false }: { from: 'shipped' | 'operator'; dryRun?: boolean },
): Promise<Loaded> {
  try {
    return await db.$transaction(
      async tx => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOAD_LOCK})`
        const loaded = await loadNew(tx, files, from)
        if (dryRun) throw new OnlyTried(loaded)
        return loaded
      },
      { maxWait: 10_000, timeout: 60_000 },
    )
  } catch (error) {
    if (error instanceof OnlyTried) return error.loaded
    throw error
  }
}

async function loadNew(tx: Tx, files: readonly ListText[], from: 'shipped' | 'operator'): Promise<Loaded> {
  const loaded: Loaded = {
    lists: [],
    unitsCreated: [],
    unitsEnded: [],
    unitsMoved: [],
    registerUnits: { added: 0, changed: 0, missing: [] },
    missing: [],
  }
  const before = new Map(
    (await tx.registerList.findMany({ omit: { content: true } })).map(row => [row.name, row]),
  )
  const isNew = ({ name, sha256 }: ListText): boolean => {
    const known = before.get(name)
    return from === 'shipped' ? known?.shippedSha256 !== sha256 : known?.sha256 !== sha256
  }
  const fresh = files.filter(isNew)
  if (fresh.length === 0) return loaded
  const today = await databaseDay(tx)
  const lists = await storedLists(tx)
  for (const file of fresh) {
    const rows = readList(file.name, file.text)
    const content = isListed(file.name) ? lay(lists, file.name, rows, loaded) : null
    if (content === null) await units(tx, file.name, rows as Lists['no-schools'], today, loaded)
    await keep(tx, file, { rows: rows.length, content, from })
    loaded.lists.push(file.name)
  }
  if (fresh.some(({ name }) => isListed(name))) await network(tx, lists, loaded)
  await record(tx, null, 'registers.loaded', { lists: loaded.lists })
  return loaded
}

/** Lays a newer list over what is known, in place. @returns what is to be stored */
function lay(
  lists: Partial<Lists>,
  name: Listed,
  newer: Lists[ListName],
  loaded: Loaded,
): Prisma.InputJsonValue {
  const { rows, missing } = overlay(name, lists[name] ?? [], newer as Lists[Listed])
  Object.assign(lists, { [name]: rows })
  loaded.missing.push(...missing.map(code => ({ list: name, code })))
  return rows as unknown as Prisma.InputJsonValue
}

async function units(
  tx: Tx,
  list: ListName,
  rows: Lists['no-schools'],
  today: string,
  loaded: Loaded,
): Promise<void> {
  const kind = list === 'no-schools' ? 'school' : 'kindergarten'
  const { added, changed, missing } = await writeRegisterUnits(tx, kind, rows, today)
  loaded.registerUnits.added += added.length
  loaded.registerUnits.changed += changed.length
  loaded.registerUnits.missing.push(...missing)
}

async function network(tx: Tx, lists: Partial<Lists>, loaded: Loaded): Promise<void> {
  const before = await treeNow(tx)
  const written = await writePlan(tx, plan(lists))
  await moveChildren(tx, written.successions)
  loaded.unitsCreated = written.created
  loaded.unitsEnded = written.ended
  loaded.unitsMoved = await recordMoves(tx, before)
}

async function keep(
  tx: Tx,
  { name, sha256 }: ListText,
  {
    rows,
    content,
    from,
  }: { rows: number; content: Prisma.InputJsonValue | null; from: 'shipped' | 'operator' },
): Promise<void> {
  const row = {
    sha256,
    rows,
    loadedAt: new Date(),
    ...(content !== null && { content }),
    ...(from === 'shipped' && { shippedSha256: sha256 }),
  }
  await tx.registerList.upsert({ where: { name }, create: { name, ...row }, update: row })
}

async function databaseDay(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ day: string }[]>`SELECT org_today()::text AS day`
  return row?.day ?? ''
}
