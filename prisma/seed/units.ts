import type { Prisma, Tx } from '~server/database/client'
import type { CodeSystem, UnitKind } from '~server/domain/organisations/schema'
import { day, need, newId, readRows } from './read'

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
  code?: { system: CodeSystem; code: string }
  from?: string
  to?: string
  owner?: string
}

function add(rows: Rows, { kind, name, code, from = '', to = '', owner }: NewUnit): string {
  const id = newId()
  const period = { orgUnitId: id, validFrom: day(from), validTo: day(to) }
  rows.units.push({ id, kind })
  rows.names.push({ name, ...period })
  if (code) rows.codes.push({ ...code, ...period })
  // No end date: the network of 2017 stays whole, whatever became of the counties.
  if (owner !== undefined) rows.relations.push({ parentId: owner, childId: id, kind: 'owns' })
  return id
}

/** The authorities of 2017 and the units that take part, as in the registers (data/README.md). */
export async function seedUnits(tx: Tx): Promise<Units> {
  const rows: Rows = { units: [], names: [], codes: [], relations: [] }
  const counties = new Map<string, string>()
  const municipalities = new Map<string, string>()
  const units = new Map<string, string>()
  const below = new Map<string, string[]>()

  const national = add(rows, { kind: 'national', name: 'Utdanningsdirektoratet' })
  for (const r of readRows<'code' | 'name' | 'valid_from' | 'valid_to'>('counties-2017.csv')) {
    const code = { system: 'no-county', code: r.code } as const
    counties.set(
      r.code,
      add(rows, { kind: 'county', name: r.name, code, from: r.valid_from, to: r.valid_to }),
    )
  }
  const county = (code: string) => need(counties.get(code), `county ${code}`)
  for (const r of readRows<'code' | 'name' | 'county_code' | 'valid_from' | 'valid_to'>(
    'municipalities-2017.csv',
  )) {
    const code = { system: 'no-municipality', code: r.code } as const
    const period = { from: r.valid_from, to: r.valid_to }
    const owner = county(r.county_code)
    municipalities.set(r.code, add(rows, { kind: 'municipality', name: r.name, code, owner, ...period }))
  }
  const municipality = (code: string) => need(municipalities.get(code), `municipality ${code}`)
  for (const r of readRows<'org_number' | 'name' | 'kind' | 'municipality_code'>('units.csv')) {
    const code = { system: 'no-org', code: r.org_number } as const
    const kind = r.kind === 'kindergarten' ? 'kindergarten' : 'school'
    const id = add(rows, { kind, name: r.name, code, owner: municipality(r.municipality_code) })
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
