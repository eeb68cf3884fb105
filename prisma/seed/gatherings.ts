import type { Prisma, Tx } from '~server/database/client'
import { createDocument } from '~server/domain/documents/documents'
import { databaseNow } from '~server/domain/shared/clock'
import { DEMO_JOIN_CODE, type DemoEmail } from './accounts'
import { newId } from './read'
import { REFLECTIONS } from './texts'
import type { Units } from './units'

type Gathering = Omit<Prisma.GatheringCreateManyInput, 'cohortId'>

const AGENDA: Omit<Prisma.AgendaItemCreateManyInput, 'gatheringId' | 'position'>[] = [
  { kind: 'lecture', title: 'Å se barn som står utenfor', minutes: 40 },
  { kind: 'individual', title: 'Skriv for deg selv: Hva har jeg sett hos oss?', minutes: 5 },
  { kind: 'break', title: 'Pause', minutes: 15 },
  { kind: 'group', title: 'Del ved bordet, og bli enige om det viktigste', minutes: 15 },
  { kind: 'plenum', title: 'Felles oppsummering', minutes: 10 },
  { kind: 'individual', title: 'Dette tar jeg med meg hjem', minutes: 5 },
]

const TABLES: { name: string; openToGuests: boolean; people: DemoEmail[] }[] = [
  { name: 'Friminutt', openToGuests: false, people: ['larer1@example.org', 'larer2@example.org'] },
  { name: 'Støtte rundt barnet', openToGuests: true, people: ['ppt@example.org'] },
  { name: 'Ledelse', openToGuests: false, people: ['rektor@example.org', 'kommune@example.org'] },
]

/** The programme's two years at every precision a date can have, and one gathering with tables to write at. */
export async function seedGatherings(
  tx: Tx,
  units: Units,
  cohortId: string,
  person: (email: DemoEmail) => string,
): Promise<void> {
  const demo = newId()
  const vestfold = units.county('07')
  const gatherings: Gathering[] = [
    {
      hostId: units.national,
      level: 'national',
      title: 'Nasjonal oppstartssamling',
      place: 'Oslo',
      precision: 'month',
      startsAt: new Date('2016-12-31T23:00:00Z'),
      joinCode: 'START2',
    },
    {
      hostId: vestfold,
      level: 'county',
      title: 'Fylkessamling Vestfold',
      place: 'Horten',
      precision: 'day',
      startsAt: new Date('2017-03-13T23:00:00Z'),
      joinCode: 'VESTFD',
    },
    {
      hostId: units.municipality('0704'),
      level: 'network',
      title: 'Lærende nettverk i Tønsberg',
      place: 'Tønsberg',
      precision: 'day',
      startsAt: new Date('2017-05-10T22:00:00Z'),
      joinCode: 'NETT23',
    },
    {
      id: demo,
      hostId: vestfold,
      level: 'county',
      title: 'Fylkessamling Vestfold: barn som står utenfor',
      place: 'Tønsberg',
      precision: 'time',
      startsAt: new Date('2017-10-19T07:00:00Z'),
      joinCode: DEMO_JOIN_CODE,
    },
    {
      hostId: vestfold,
      level: 'county',
      title: 'Fylkessamling Vestfold: halvveis',
      place: 'Larvik',
      precision: 'season',
      startsAt: new Date('2018-02-28T23:00:00Z'),
      joinCode: 'HALVES',
    },
    {
      hostId: units.national,
      level: 'national',
      title: 'Nasjonal avslutningssamling',
      precision: 'unset',
      startsAt: null,
      joinCode: 'SLUTT2',
    },
  ]
  await tx.gathering.createMany({ data: gatherings.map(gathering => ({ ...gathering, cohortId })) })
  await tx.agendaItem.createMany({
    data: AGENDA.map((item, position) => ({ ...item, position, gatheringId: demo })),
  })
  const tables = TABLES.map((table, i) => ({ ...table, id: newId(), number: i + 1 }))
  await tx.gatheringTable.createMany({
    data: tables.map(({ id, number, name, openToGuests }) => ({
      id,
      gatheringId: demo,
      number,
      name,
      openToGuests,
    })),
  })
  const validFrom = await databaseNow(tx)
  await tx.seat.createMany({
    data: tables.flatMap(table =>
      table.people.map(email => ({
        gatheringId: demo,
        tableId: table.id,
        personId: person(email),
        validFrom,
      })),
    ),
  })
  for (const [i, table] of tables.entries()) {
    await createDocument(tx, null, { kind: 'table', id: table.id }, REFLECTIONS[i])
  }
}
