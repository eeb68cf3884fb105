import type { Prisma, Tx } from '~server/database/client'
import type { UnitKind } from '~server/domain/organisations/schema'
import { need, newId, readRows } from './read'

/** Ids of units by official number: county code, municipality code or organisation number. */
export interface Units {
  national: string
  ppt: string
  county: (code: string) => string
  municipality: (code: string) => string
  /** Schools and kindergartens below a municipality. */
  below: (municipalityCode: string) => string[]
  /** School or kindergarten by organisation number. */
  unit: (orgNumber: string) => string
}

interface Rows {
  units: Prisma.OrgUnitCreateManyInput[]
  names: Prisma.OrgUnitNameCreateManyInput[]
  codes: Prisma.OrgUnitCodeCreateManyInput[]
  relations: Prisma.OrgUnitRelationCreateManyInput[]
}

interface NewUnit {
  kind: UnitKind
  name: string
  orgNumber?: string
  owner?: string
}

function add(rows: Rows, { kind, name, orgNumber, owner }: NewUnit): string {
  const id = newId()
  rows.units.push({ id, kind })
  rows.names.push({ orgUnitId: id, name })
  if (orgNumber !== undefined) rows.codes.push({ orgUnitId: id, system: 'no-org', code: orgNumber })
  if (owner !== undefined) rows.relations.push({ parentId: owner, childId: id, kind: 'owns' })
  return id
}

/** The registers' authorities, by their numbers of 2017, and the units that take part (data/README.md). */
export async function seedUnits(tx: Tx): Promise<Units> {
  const rows: Rows = { units: [], names: [], codes: [], relations: [] }
  const units = new Map<string, string>()
  const below = new Map<string, string[]>()
  const registered = await tx.orgUnitCode.findMany({
    where: { system: { in: ['no-county', 'no-municipality'] } },
    select: { system: true, code: true, orgUnitId: true },
  })
  const authorities = new Map(registered.map(row => [`${row.system} ${row.code}`, row.orgUnitId]))
  const county = (code: string) => need(authorities.get(`no-county ${code}`), `county ${code}`)
  const municipality = (code: string) =>
    need(authorities.get(`no-municipality ${code}`), `municipality ${code}`)

  const national = add(rows, { kind: 'national', name: 'Utdanningsdirektoratet' })
  for (const r of readRows<'org_number' | 'name' | 'kind' | 'municipality_code'>('units.csv')) {
    const kind = r.kind === 'kindergarten' ? 'kindergarten' : 'school'
    const owner = municipality(r.municipality_code)
    const id = add(rows, { kind, name: r.name, orgNumber: r.org_number, owner })
    units.set(r.org_number, id)
    below.set(r.municipality_code, [...(below.get(r.municipality_code) ?? []), id])
  }
  // Tønsberg runs it and Larvik shares it.
  const ppt = add(rows, { kind: 'ppt', name: 'PP-tjenesten Tønsberg og Larvik', owner: municipality('0704') })
  for (const code of ['0704', '0709']) {
    rows.relations.push({ parentId: ppt, childId: municipality(code), kind: 'serves' })
  }

  await tx.orgUnit.createMany({ data: rows.units })
  await tx.orgUnitName.createMany({ data: rows.names })
  await tx.orgUnitCode.createMany({ data: rows.codes })
  await tx.orgUnitRelation.createMany({ data: rows.relations })
  return {
    national,
    ppt,
    county,
    municipality,
    below: code => below.get(code) ?? [],
    unit: number => need(units.get(number), `unit ${number}`),
  }
}
