import crypto from 'node:crypto'
import type { Tx } from '~server/database/client'
import { CODE_SYSTEMS } from '../schema'
import type { Plan, PlannedUnit } from './plan'
import type { Period } from './rows'

/** What writing a plan has changed. */
export interface Written {
  /** Units that are new, and units that have an end they did not have, by id. */
  created: string[]
  ended: string[]
  /** Rows of codes, names, relations and successions that were added or got another end. */
  rows: number
  /** Successions that were not known before: what lies below the unit may have to move. */
  successions: { fromId: string; toId: string; kind: 'merged' | 'split' | 'partial'; date: string }[]
}

export const date = (day: string | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`))
const day = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null
const stored = ({ validFrom, validTo }: Period) => ({ validFrom: date(validFrom), validTo: date(validTo) })

interface Ended {
  id: string
  validTo: string | null
}

/**
 * Makes the tables say what the plan says: adds what is missing and moves ends, deletes nothing. A unit is recognised by
 * any of its numbers, so a unit that somebody else has made with one of them becomes the register's.
 */
export async function writePlan(tx: Tx, { units, relations, successions }: Plan): Promise<Written> {
  const known = await tx.orgUnitCode.findMany({
    where: { system: { in: [...CODE_SYSTEMS] }, NOT: { system: 'no-org' } },
  })
  const owner = new Map(known.map(code => [`${code.system}:${code.code}`, code.orgUnitId]))
  const ids = new Map<PlannedUnit, string>()
  const created: PlannedUnit[] = []
  for (const unit of units) {
    const keys = unit.codes.map(code => `${code.system}:${code.code}`)
    const there = keys.map(key => owner.get(key)).find(id => id !== undefined)
    if (there === undefined) created.push(unit)
    const id = there ?? crypto.randomUUID()
    ids.set(unit, id)
    for (const key of keys) owner.set(key, id)
  }
  const idOf = (key: string): string => {
    const id = owner.get(key)
    if (id === undefined) throw new Error(`The lists name ${key}, and do not hold it.`)
    return id
  }
  const newUnits = created.map(unit => ({
    id: ids.get(unit) ?? '',
    kind: unit.kind,
    country: unit.country,
    ...stored(unit),
  }))
  await tx.orgUnit.createMany({ data: newUnits })
  const all = [...ids].map(([unit, id]) => ({ unit, id }))
  const ended = await endUnits(tx, all)
  const rows = [
    await writeCodes(tx, all, known),
    await writeNames(tx, all),
    await writeRelations(
      tx,
      relations.map(r => ({ ...r, parentId: idOf(r.parent), childId: idOf(r.child) })),
    ),
  ]
  const added = await writeSuccessions(
    tx,
    successions.map(({ from, to, kind, date: on }) => ({
      fromId: idOf(from),
      toId: idOf(to),
      kind,
      date: on,
    })),
  )
  return {
    created: newUnits.map(({ id }) => id),
    ended,
    rows: rows.reduce((sum, count) => sum + count, added.length),
    successions: added,
  }
}

type Placed = readonly { unit: PlannedUnit; id: string }[]

async function endUnits(tx: Tx, all: Placed): Promise<string[]> {
  const before = await tx.orgUnit.findMany({
    where: { kind: { in: ['county', 'municipality'] } },
    select: { id: true, validTo: true },
  })
  const ends = new Map(before.map(row => [row.id, day(row.validTo)]))
  const changed = all
    .filter(({ unit, id }) => ends.has(id) && ends.get(id) !== unit.validTo)
    .map(({ unit, id }) => ({ id, validTo: unit.validTo }))
  await moveEnds(tx, 'org_unit', changed)
  return changed.filter(({ validTo }) => validTo !== null).map(({ id }) => id)
}

async function writeCodes(
  tx: Tx,
  all: Placed,
  known: readonly { id: string; system: string; code: string; validTo: Date | null }[],
): Promise<number> {
  const there = new Map(known.map(row => [`${row.system}:${row.code}`, row]))
  const wanted = all.flatMap(({ unit, id }) => unit.codes.map(code => ({ orgUnitId: id, ...code })))
  return difference(
    tx,
    'org_unit_code',
    wanted,
    code => there.get(`${code.system}:${code.code}`),
    rows => tx.orgUnitCode.createMany({ data: rows.map(row => ({ ...row, ...stored(row) })) }),
  )
}

async function writeNames(tx: Tx, all: Placed): Promise<number> {
  const known = await tx.orgUnitName.findMany({
    where: { orgUnit: { kind: { in: ['county', 'municipality'] } } },
  })
  const keyOf = (row: { orgUnitId: string; name: string; kind: string }, from: string | null) =>
    [row.orgUnitId, row.kind, row.name, from].join('|')
  const there = new Map(known.map(row => [keyOf(row, day(row.validFrom)), row]))
  const wanted = all.flatMap(({ unit, id }) => unit.names.map(name => ({ orgUnitId: id, ...name })))
  return difference(
    tx,
    'org_unit_name',
    wanted,
    name => there.get(keyOf(name, name.validFrom)),
    rows =>
      tx.orgUnitName.createMany({
        data: rows.map(row => ({ ...row, ...stored(row) })),
      }),
  )
}

async function writeRelations(
  tx: Tx,
  wanted: readonly (Period & { parentId: string; childId: string })[],
): Promise<number> {
  const known = await tx.orgUnitRelation.findMany({
    where: { kind: 'owns', child: { kind: { in: ['county', 'municipality'] } } },
  })
  const keyOf = (row: { parentId: string; childId: string }, from: string | null) =>
    [row.parentId, row.childId, from].join('|')
  const there = new Map(known.map(row => [keyOf(row, day(row.validFrom)), row]))
  return difference(
    tx,
    'org_unit_relation',
    wanted,
    row => there.get(keyOf(row, row.validFrom)),
    rows =>
      tx.orgUnitRelation.createMany({
        data: rows.map(({ parentId, childId, ...period }) => ({
          parentId,
          childId,
          kind: 'owns' as const,
          ...stored(period),
        })),
      }),
  )
}

async function writeSuccessions(tx: Tx, wanted: Written['successions']): Promise<Written['successions']> {
  const known = await tx.orgUnitSuccession.findMany()
  const there = new Set(known.map(row => [row.fromId, row.toId, day(row.date)].join('|')))
  const added = wanted.filter(row => !there.has([row.fromId, row.toId, row.date].join('|')))
  const data = added.map(row => ({ ...row, date: new Date(`${row.date}T00:00:00Z`) }))
  await tx.orgUnitSuccession.createMany({ data })
  return added
}

/** Adds what is missing, moves ends that are others. @returns how many rows that was */
async function difference<W extends Period>(
  tx: Tx,
  table: Table,
  wanted: readonly W[],
  known: (row: W) => { id: string; validTo: Date | null } | undefined,
  add: (rows: W[]) => Promise<unknown>,
): Promise<number> {
  const missing = wanted.filter(row => known(row) === undefined)
  const moved = wanted.flatMap(row => {
    const there = known(row)
    return there === undefined || day(there.validTo) === row.validTo
      ? []
      : [{ id: there.id, validTo: row.validTo }]
  })
  if (missing.length > 0) await add(missing)
  await moveEnds(tx, table, moved)
  return missing.length + moved.length
}

type Table = 'org_unit' | 'org_unit_code' | 'org_unit_name' | 'org_unit_relation'

/** One statement for all, so that the tree is rebuilt once. */
async function moveEnds(tx: Tx, table: Table, rows: readonly Ended[]): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(rows.map(({ id, validTo }) => ({ id, valid_to: validTo })))
  await tx.$executeRawUnsafe(
    `UPDATE ${table} t SET valid_to = x.valid_to
     FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, valid_to date) WHERE t.id = x.id`,
    values,
  )
}
