import type { Tx } from '~server/database/client'
import type {
  Field,
  JudgeOptions,
  KnownUnit,
  Locale,
  ParticipantOptions,
  Remembered,
} from '../../organisations/lists/contract'
import type { Register } from '../../organisations/registry/lookup'
import { readRegister } from '../../organisations/registry/read-register'
import type { Role } from '../../shared/actor'
import { ownUnits } from './own-units'
import type { PlannedBatch } from './plan'
import { Places, presentUnits } from './present'

export interface Judging {
  register: Register
  options: JudgeOptions
}

/** What a list on behalf of this unit is judged by: where everything must lie, and what the office has said of headings. */
export async function judging(
  tx: Tx,
  batch: PlannedBatch & { country: string },
  locale: string | null,
): Promise<Judging> {
  const below = await reachOf(tx, batch.orgUnitId)
  const register = await readRegister(tx)
  const { places, units } = await presentUnits(tx, below, [])
  const lookup = new Places(places, register)
  return {
    register,
    options: {
      country: batch.country === 'se' || batch.country === 'dk' ? batch.country : 'no',
      within: below === null ? undefined : lookup.codes(),
      outside: 'error',
      remembered: await remembered(tx, batch),
      ...(batch.kind === 'units' && { own: await ownUnits(tx, units, lookup) }),
      locale: asLocale(locale),
    },
  }
}

export const asLocale = (locale: string | null): Locale =>
  locale === 'nn' || locale === 'en' ? locale : 'nb'

/** Null: the whole network, for lists of the national authority. */
async function reachOf(tx: Tx, orgUnitId: string): Promise<string | null> {
  const { kind } = await tx.orgUnit.findUniqueOrThrow({ where: { id: orgUnitId }, select: { kind: true } })
  return kind === 'national' ? null : orgUnitId
}

async function remembered(tx: Tx, { orgUnitId, kind }: PlannedBatch): Promise<Remembered> {
  const rows = await tx.importMapping.findMany({ where: { orgUnitId, kind } })
  // Written by `rememberHeadings` alone, which takes nothing else.
  return new Map(rows.map(({ heading, field }) => [heading, field as Field | 'ignored']))
}

/** The units that participants can belong to, and who is a member there already. */
export async function participantOptions(
  tx: Tx,
  batch: PlannedBatch,
  { register, options }: Judging,
): Promise<ParticipantOptions> {
  const below = await reachOf(tx, batch.orgUnitId)
  const { places, units } = await presentUnits(tx, below, [])
  const lookup = new Places(places, register)
  const names = await allNames(tx, below)
  const codeOf = new Map(places.map(({ id }) => [id, lookup.today(id)?.code]))
  const known: KnownUnit[] = [...places, ...units]
    .filter(({ inReach }) => inReach)
    .map(({ id, kind, name, orgNumber, ancestorIds }) => ({
      id,
      kind,
      orgNumber,
      names: [...new Set([name, ...(names.get(id) ?? [])])],
      municipalityCode: [id, ...ancestorIds].flatMap(each => codeOf.get(each) ?? [])[0] ?? null,
    }))
  return { ...options, units: known, members: await members(tx, below) }
}

async function allNames(tx: Tx, below: string | null): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ id: string; names: string[] }[]>`
    SELECT org_unit_id::text AS id, array_agg(name ORDER BY valid_to DESC NULLS FIRST) AS names FROM org_unit_name
    WHERE ${below}::uuid IS NULL OR org_unit_id IN (
      SELECT descendant_id FROM org_unit_closure WHERE ancestor_id = ${below}::uuid)
    GROUP BY org_unit_id`
  return new Map(rows.map(({ id, names }) => [id, names]))
}

async function members(tx: Tx, below: string | null): Promise<Map<string, { unitId: string; role: Role }[]>> {
  const rows = await tx.$queryRaw<{ email: string; unitId: string; role: Role }[]>`
    SELECT p.email, g.org_unit_id::text AS "unitId", g.role::text FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE p.email IS NOT NULL AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
      AND (${below}::uuid IS NULL OR g.org_unit_id IN (
        SELECT descendant_id FROM org_unit_closure WHERE ancestor_id = ${below}::uuid))`
  const all = new Map<string, { unitId: string; role: Role }[]>()
  for (const { email, ...membership } of rows) all.set(email, [...(all.get(email) ?? []), membership])
  return all
}
