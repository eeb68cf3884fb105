import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aGathering, anActor, aSeat, aTable, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { whenParts } from '../shared/dates'
import { replaceAgenda } from './agenda'
import { changeGathering, createGathering, getGathering, listGatherings, listHosting } from './gatherings'
import { agendaForm, gatheringForm, JOIN_CODE_ALPHABET, whenForm, whenOf } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

describe('who knows of a gathering', () => {
  const everybody = CAST.filter(who => !['south', 'southTown', 'otherTeacher', 'nobody'].includes(who))
  const inWest = ['west', 'westTown', 'leader', 'teacher', 'resource']
  const CASES: [
    title: string,
    host: () => string,
    level: 'national' | 'county' | 'network' | 'local',
    who: string[],
  ][] = [
    ['a national one', () => n.national, 'national', everybody],
    ['a county’s', () => n.west, 'county', ['state', ...inWest]],
    ['a network’s', () => n.westTown, 'network', ['state', ...inWest]],
    ['of another town', () => n.westVillage, 'network', ['state', 'west']],
    ['of a school', () => n.westTownSchool, 'local', ['state', ...inWest]],
    ['of the other county', () => n.north, 'county', ['state', 'north', 'northTown', 'northTeacher']],
  ]

  test.each(CASES)('%s', async (title, host, level, expected) => {
    const id = await aGathering({ cohort: n.cohort, host: host(), level, title })
    const listed: string[] = []
    for (const who of CAST) {
      const inList = (await listGatherings(cast[who], { cohortId: n.cohort })).some(row => row.id === id)
      if (inList) {
        listed.push(who)
        await expect(getGathering(cast[who], id), who).resolves.toMatchObject({ title })
      } else {
        await expect(getGathering(cast[who], id), who).rejects.toMatchObject({ code: 'not_found' })
      }
    }
    expect(listed.sort()).toEqual([...expected].sort())
  })

  test('a seat opens it, as long as it holds', async () => {
    const table = await aTable({ gathering: await aGathering({ cohort: n.cohort, host: n.west }) })
    const stranger = await anActor()
    await aSeat(table, stranger.personId, { to: new Date(Date.now() + 60_000) })
    await expect(getGathering(stranger, table.gatheringId)).resolves.toMatchObject({
      joinCode: null,
      can: { edit: false },
    })
    await aSeat(table, stranger.personId, { to: new Date(Date.now() - 60_000) })
    await expect(getGathering(stranger, table.gatheringId)).rejects.toMatchObject({ code: 'not_found' })
    await aSeat(table, stranger.personId, { from: new Date(Date.now() + 60_000) })
    expect(await listGatherings(stranger)).toEqual([])
  })

  test.each(['', 'x', '00000000-0000-0000-0000-000000000000'])('the id %j is not found', async id => {
    await expect(getGathering(cast.west, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(replaceAgenda(cast.west, id, [])).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('holding one', () => {
  const form = (more: object) =>
    gatheringForm.parse({
      cohortId: n.cohort,
      hostId: n.west,
      level: 'county',
      title: ' En  samling ',
      precision: 'unset',
      ...more,
    })

  test('the county holds one; it gets a code that can be read aloud', async () => {
    const { id } = await createGathering(cast.west, form({ precision: 'day', day: '2017-10-19', time: '' }))
    const gathering = await getGathering(cast.west, id)
    expect(gathering).toMatchObject({
      title: 'En samling',
      place: '',
      host: { name: 'Vest' },
      can: { edit: true },
    })
    expect(gathering.joinCode).toMatch(new RegExp(`^[${JOIN_CODE_ALPHABET}]{6}$`))
    expect(whenParts(gathering.when)).toEqual({ precision: 'day', date: '2017-10-19' })
    expect(await eventsOf('gathering.created')).toContainEqual({ gatheringId: id, cohortId: n.cohort })
    expect((await getGathering(cast.teacher, id)).joinCode).toBeNull()
  })

  test('only as one’s own unit, at one’s own level, in a cohort one takes part in', async () => {
    const refused = (who: keyof Cast, more: object, code: string) =>
      expect(createGathering(cast[who], form(more))).rejects.toMatchObject({ code })
    await refused('west', { hostId: n.north }, 'forbidden')
    await refused('west', { level: 'national' }, 'forbidden')
    await refused('westTown', { hostId: n.westTown, level: 'county' }, 'forbidden')
    await refused('teacher', { hostId: n.westTownSchool, level: 'local' }, 'forbidden')
    await refused('resource', { hostId: n.westTownSchool, level: 'local' }, 'forbidden')
    await refused('south', { hostId: n.south }, 'not_found')
    await expect(
      createGathering(cast.westTown, form({ hostId: n.westTown, level: 'network' })),
    ).resolves.toBeTruthy()
    expect(await listHosting(cast.westTown, n.cohort)).toEqual([
      { id: n.westTown, name: 'Vestby', levels: ['network', 'local'] },
    ])
    expect(await listHosting(cast.teacher, n.cohort)).toEqual([])
  })

  test('whoever may only see it changes nothing', async () => {
    const id = await aGathering({ cohort: n.cohort, host: n.west })
    const change = { title: 'Ny', place: '', precision: 'unset' } as const
    for (const who of ['state', 'westTown', 'leader', 'teacher', 'resource'] as const) {
      await expect(changeGathering(cast[who], id, change)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(replaceAgenda(cast[who], id, [])).rejects.toMatchObject({ code: 'forbidden' })
    }
    for (const who of ['north', 'nobody'] as const) {
      await expect(changeGathering(cast[who], id, change)).rejects.toMatchObject({ code: 'not_found' })
    }
    await changeGathering(cast.west, id, change)
    expect(await getGathering(cast.west, id)).toMatchObject({
      title: 'Ny',
      when: { precision: 'unset', startsAt: null },
    })
  })
})

describe('the stated date', () => {
  const whens: [object, object][] = [
    [{ precision: 'unset' }, { precision: 'unset' }],
    [
      { precision: 'season', season: 'winter', year: '2018' },
      { precision: 'season', season: 'winter', year: 2018 },
    ],
    [
      { precision: 'season', season: 'autumn', year: 2017 },
      { precision: 'season', season: 'autumn', year: 2017 },
    ],
    [
      { precision: 'month', month: '2017-01' },
      { precision: 'month', year: 2017, month: 1 },
    ],
    [
      { precision: 'day', day: '2017-03-26' },
      { precision: 'day', date: '2017-03-26' },
    ],
    [
      { precision: 'time', day: '2017-10-19', time: '09:00' },
      { precision: 'time', date: '2017-10-19', time: '09:00' },
    ],
  ]
  test.each(whens)('%j comes back as %j', (form, parts) => {
    expect(whenParts(whenOf(whenForm.parse(form)))).toEqual(parts)
  })

  test.each([
    [{ precision: 'day', day: '2017-02-30' }, 'errors.date'],
    [{ precision: 'day' }, 'errors.required'],
    [{ precision: 'time', day: '2017-02-03', time: '24:00' }, 'errors.time'],
    [{ precision: 'month', month: '2017' }, 'errors.month'],
    [{ precision: 'season', season: 'jul', year: 2017 }, 'errors.choose'],
    [{ precision: 'season', season: 'winter', year: '' }, 'errors.year'],
    [{ precision: 'soon' }, 'errors.choose'],
    [{}, 'errors.choose'],
  ])('%j: %s', (form, key) => {
    expect(whenForm.safeParse(form).error?.issues[0]?.message).toBe(key)
  })
})

describe('the agenda', () => {
  let id: string
  beforeEach(async () => {
    id = await aGathering({ cohort: n.cohort, host: n.west })
  })
  const agenda = async () =>
    (await getGathering(cast.teacher, id)).agenda.map(({ title, minutes }) => [title, minutes])

  test('is replaced as a whole and keeps its order', async () => {
    const { items } = agendaForm.parse({
      items: [
        { kind: 'lecture', title: 'Foredrag', minutes: '40' },
        { kind: 'break', title: 'Pause', minutes: '' },
        { kind: 'group', title: 'Gruppe', minutes: 15 },
      ],
    })
    await replaceAgenda(cast.west, id, items)
    expect(await agenda()).toEqual([
      ['Foredrag', 40],
      ['Pause', null],
      ['Gruppe', 15],
    ])
    await replaceAgenda(cast.west, id, [...items].reverse().slice(1))
    expect(await agenda()).toEqual([
      ['Pause', null],
      ['Foredrag', 40],
    ])
    await replaceAgenda(cast.west, id, agendaForm.parse({}).items)
    expect(await agenda()).toEqual([])
  })

  test('two replace it at once: one of the two stands', async () => {
    const list = (title: string) =>
      Array.from({ length: 5 }, () => ({ kind: 'group' as const, title, minutes: null }))
    await Promise.all([replaceAgenda(cast.west, id, list('a')), replaceAgenda(cast.west, id, list('b'))])
    const titles = (await agenda()).map(([title]) => title)
    expect(titles).toHaveLength(5)
    expect(new Set(titles).size).toBe(1)
    expect(await database.db.agendaItem.count({ where: { gatheringId: id } })).toBe(5)
  })
})
