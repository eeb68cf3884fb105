import type { Tx } from '~server/database/client'
import type { UnitRow } from './rows'

/** What a newer list of schools or kindergartens has changed, by organisation number. */
export interface UnitsWritten {
  added: string[]
  changed: string[]
  /** In the register before, and not in this list. They stay, marked with the day. */
  missing: string[]
}

/** Writes a whole list of one kind. Units of the network are not touched: they are made when somebody enrols them. */
export async function writeRegisterUnits(
  tx: Tx,
  kind: 'school' | 'kindergarten',
  rows: readonly UnitRow[],
  today: string,
): Promise<UnitsWritten> {
  const known = new Map(
    (await tx.registerUnit.findMany({ where: { kind } })).map(row => [row.orgNumber, row]),
  )
  // One number twice: the first counts.
  const wanted = new Map([...rows].reverse().map(row => [row.orgNumber, row]))
  const added = [...wanted.values()].filter(row => !known.has(row.orgNumber))
  const changed = [...wanted.values()].filter(row => {
    const there = known.get(row.orgNumber)
    return (
      there !== undefined &&
      (there.name !== row.name ||
        there.municipalityCode !== row.municipalityCode ||
        there.ownerType !== row.ownerType ||
        there.leftOn !== null)
    )
  })
  const missing = [...known.values()].filter(row => !wanted.has(row.orgNumber) && row.leftOn === null)
  await tx.registerUnit.createMany({ data: added.map(row => ({ ...row, kind })), skipDuplicates: true })
  await tx.$executeRaw`
    UPDATE register_unit u SET name = x.name, municipality_code = x.code, owner_type = x.owner::owner_type, left_on = NULL
    FROM jsonb_to_recordset(${JSON.stringify(
      changed.map(row => ({
        number: row.orgNumber,
        name: row.name,
        code: row.municipalityCode,
        owner: row.ownerType,
      })),
    )}::jsonb) AS x (number text, name text, code text, owner text) WHERE u.org_number = x.number`
  await tx.registerUnit.updateMany({
    where: { orgNumber: { in: missing.map(row => row.orgNumber) } },
    data: { leftOn: new Date(`${today}T00:00:00Z`) },
  })
  const numbers = (all: readonly { orgNumber: string }[]) => all.map(({ orgNumber }) => orgNumber)
  return { added: numbers(added), changed: numbers(changed), missing: numbers(missing) }
}
