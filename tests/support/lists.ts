import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, beforeEach } from 'vitest'
import type { Actor } from '~server/domain/shared/actor'
import type { UnitKind } from '~server/domain/organisations/schema'
import { createBatch, getBatch } from '~server/domain/cohorts/imports/batches'
import { confirmBatch, summarise, writeBatch } from '~server/domain/cohorts/imports/confirm'
import { readBatch } from '~server/domain/cohorts/imports/reading'
import { listRows, type RowsView, type RowView } from '~server/domain/cohorts/imports/rows'
import type { ImportKind } from '~server/domain/cohorts/imports/schema'
import { readList, readPasted } from '~server/files/lists/read'
import { loadShippedRegisters } from '~server/registers'
import { ROOT } from '~server/root'
import { anActor } from './factories'
import { useDatabase, type TestDatabase } from './database'

/** Vestfold with Tønsberg, and Finnmark, as the registers have them, with who speaks for them. */
export interface ListDesk {
  database: TestDatabase
  county: string
  other: string
  town: string
  adviser: Actor
  coordinator: Actor
  neighbour: Actor
  /** Brings a list and has it read, as the job does. @returns its id */
  bring(content: string | Buffer, of?: ListOf): Promise<string>
  /** Says yes to what is there now, and has it written. */
  yes(id: string, by?: Actor): Promise<void>
  rowsOf(id: string): Promise<RowView[]>
  countsOf(id: string): Promise<RowsView['counts']>
  schools(): Promise<number>
}

interface ListOf {
  by?: Actor
  kind?: ImportKind
  unit?: string
  cohort?: string
  fileName?: string
}

/** An empty network of the registers' authorities before every test. Call at the top of the file. */
export function useListDesk(): ListDesk {
  const database = useDatabase()
  const desk = {
    database,
    async bring(
      content,
      { by = desk.adviser, kind = 'units', unit = desk.county, cohort, fileName = '' } = {},
    ) {
      const form = { kind, orgUnitId: unit, cohortId: cohort }
      const { id } = await createBatch(by, form, { fileName, bytes: new Uint8Array(Buffer.from(content)) })
      await readAgain(id)
      return id
    },
    async yes(id, by = desk.adviser) {
      await summarise(by, id)
      await confirmBatch(by, id, (await getBatch(by, id)).version)
      await writeBatch(id)
    },
    rowsOf: async id => (await listRows(desk.adviser, id, { page: 1 }, 'nb')).rows,
    countsOf: async id => (await listRows(desk.adviser, id, { page: 1 }, 'nb')).counts,
    schools: () => database.db.orgUnit.count({ where: { kind: 'school' } }),
  } as ListDesk

  beforeAll(async () => {
    await loadShippedRegisters(database.db)
    const unit = async (system: string, code: string): Promise<string> =>
      (await database.db.orgUnitCode.findFirstOrThrow({ where: { system, code } })).orgUnitId
    desk.county = await unit('no-county', '39')
    desk.other = await unit('no-county', '56')
    desk.town = await unit('no-municipality', '3905')
    desk.adviser = await anActor('county_adviser', desk.county)
    desk.coordinator = await anActor('municipality_coordinator', desk.town)
    desk.neighbour = await anActor('county_adviser', desk.other)
  })
  beforeEach(async () => {
    const units = { kind: { in: ['school', 'kindergarten'] as UnitKind[] } }
    await database.db.importBatch.deleteMany()
    await database.db.orgUnitContact.deleteMany()
    await database.db.enrolment.deleteMany()
    await database.db.grant.deleteMany({ where: { orgUnit: units } })
    await database.db.orgUnit.deleteMany({ where: units })
  })
  return desk
}

/** Reads a list that waits, as the job does. */
export const readAgain = (id: string): Promise<void> =>
  readBatch(id, (bytes, name) => (name === '' ? readPasted(bytes.toString('utf8')) : readList(bytes, name)))

export const messyList = (name: string): Buffer =>
  fs.readFileSync(path.join(ROOT, 'tests', 'data', 'messy-import', name))

const HEAD = 'Kommunenr\tKommune\tSkole\tOrgnr\tKontaktperson\tE-post'

export const listOf = (...rows: string[]): string => [HEAD, ...rows].join('\n')

/** A school that is in no register, with a contact of its own. */
export const invented = (n: number): string =>
  `3905\tTønsberg\tOppdiktet skole ${'abcdefghijklmnop'[n] ?? n}\t\tOla Eksempel\tskole${n}@example.org`
