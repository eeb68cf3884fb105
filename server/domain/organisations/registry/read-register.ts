import type { Tx } from '~server/database/client'
import { Register } from './lookup'
import type { Lists, UnitRow } from './rows'

/** The lists that are in the database, with everything earlier lists have told; without schools and kindergartens. */
export async function storedLists(tx: Tx): Promise<Partial<Lists>> {
  const rows = await tx.registerList.findMany({ select: { name: true, content: true } })
  const listed = rows.filter(({ content }) => content !== null)
  // Written by `loadLists` alone, from rows of exactly these types.
  return Object.fromEntries(listed.map(({ name, content }) => [name, content]))
}

/** The registers without schools and kindergartens: where municipalities and counties lie, and what they became. */
export async function readPlaces(tx: Tx): Promise<Register> {
  const [lists, [row]] = await Promise.all([
    storedLists(tx),
    tx.$queryRaw<{ day: string }[]>`SELECT org_today()::text AS day`,
  ])
  return new Register(lists, row?.day ?? '')
}

/** The registers as they are in the database, to judge a list by. Six queries, whatever their size. */
export async function readRegister(tx: Tx): Promise<Register> {
  const [lists, units, [row]] = await Promise.all([
    storedLists(tx),
    tx.registerUnit.findMany(),
    tx.$queryRaw<{ day: string }[]>`SELECT org_today()::text AS day`,
  ])
  const of = (kind: 'school' | 'kindergarten'): UnitRow[] => units.filter(unit => unit.kind === kind)
  return new Register(
    { ...lists, 'no-schools': of('school'), 'no-kindergartens': of('kindergarten') },
    row?.day ?? '',
  )
}
