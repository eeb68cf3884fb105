import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { aGathering, aSeat, aTable, eventsOf } from '../../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../../tests/support/network'
import { useDatabase } from '../../../../tests/support/database'
import { unseatPerson } from '../seats'
import { leadRound } from './leading'
import { listOwnPoints, savePoint } from './points'
import { listReleased, releasePoint, takeBackPoint } from './releasing'
import { changeRound, createRound, getRound, listRounds } from './rounds'
import { MOST_POINTS, pointForm, roundForm } from './schema'
import { answerCall, ownSignals, signal } from './signals'
import { listWall } from './wall'

const database = useDatabase()
let n: Network
let cast: Cast
let gathering: string
let tables: { id: string; gatheringId: string }[]
let round: string

const asked = roundForm.parse({
  title: 'Det viktigste',
  prompts: 'Hva så dere?\n\n Hva gjør dere nå? ',
  individualMinutes: '5',
  groupMinutes: '',
  plenumMinutes: '10',
  againMinutes: '5',
})
const notFound = { code: 'not_found' }

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  gathering = await aGathering({ cohort: n.cohort, host: n.west })
  tables = [await aTable({ gathering }), await aTable({ gathering })]
  await aSeat(at(0), cast.teacher.personId)
  await aSeat(at(0), cast.otherTeacher.personId)
  await aSeat(at(1), cast.leader.personId)
  round = (await createRound(cast.west, gathering, asked)).id
})

function at(i: number): { id: string; gatheringId: string } {
  const table = tables[i]
  if (table === undefined) throw new Error('no such table')
  return table
}

async function point(who: keyof Cast, text: string, id: string = crypto.randomUUID()): Promise<string> {
  await savePoint(cast[who], round, pointForm.parse({ pointId: id, text }))
  return id
}
const texts = (rows: { text: string }[]): string[] => rows.map(({ text }) => text)

describe('a round', () => {
  test('has its questions one to a line; whoever sits in the hall knows of it, and who arranges it leads', async () => {
    const seen = await getRound(cast.teacher, round)
    expect(seen).toMatchObject({
      title: 'Det viktigste',
      prompts: ['Hva så dere?', 'Hva gjør dere nå?'],
      step: 'waiting',
      can: { lead: false },
      table: { id: at(0).id },
    })
    expect(await getRound(cast.west, round)).toMatchObject({ can: { lead: true }, table: null })
    expect(await listRounds(cast.teacher, gathering)).toEqual([
      { id: round, title: 'Det viktigste', step: 'waiting' },
    ])
  })

  test('is not there for anybody else, also not for those who know the gathering', async () => {
    for (const who of ['state', 'westTown', 'north', 'northTeacher', 'resource', 'nobody'] as const) {
      await expect(getRound(cast[who], round), who).rejects.toMatchObject(notFound)
      expect(await listRounds(cast[who], gathering), who).toEqual([])
      await expect(leadRound(cast[who], round, 'next', 0), who).rejects.toMatchObject(notFound)
      await expect(listWall(cast[who], round), who).rejects.toMatchObject(notFound)
    }
    await expect(createRound(cast.teacher, gathering, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(changeRound(cast.teacher, round, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listWall(cast.teacher, round)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(answerCall(cast.teacher, round, at(0).id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('ends for whoever loses the seat', async () => {
    await point('teacher', 'Mitt')
    await unseatPerson(cast.west, gathering, cast.teacher.personId)
    await expect(getRound(cast.teacher, round)).rejects.toMatchObject(notFound)
    await expect(listOwnPoints(cast.teacher, round)).rejects.toMatchObject(notFound)
  })

  test('takes other questions and times under way, and what was written stays', async () => {
    await point('teacher', 'Mitt')
    await changeRound(cast.west, round, { ...asked, prompts: ['Et nytt?'] })
    expect((await getRound(cast.teacher, round)).prompts).toEqual(['Et nytt?'])
    expect(texts(await listOwnPoints(cast.teacher, round))).toEqual(['Mitt'])
  })

  test('its form asks for one to five questions and for minutes that are minutes', () => {
    const passes = (form: object) => roundForm.safeParse({ title: 'R', prompts: 'En?', ...form }).success
    expect(passes({})).toBe(true)
    const wrong = [
      { prompts: ' \n ' },
      { prompts: '1\n2\n3\n4\n5\n6' },
      { groupMinutes: '0' },
      { title: ' ' },
    ]
    expect(wrong.filter(passes)).toEqual([])
  })
})

describe('leading', () => {
  test('goes on and back step by step, with the time of each, and never beyond the ends', async () => {
    const steps: string[] = []
    let turn = 0
    for (let i = 0; i < 7; i++) {
      const { state, moved } = await leadRound(cast.west, round, 'next', turn)
      turn = state.turn
      steps.push(`${state.step} ${state.stepEndsAt === null ? '–' : minutesUntil(state)} ${moved}`)
    }
    expect(steps).toEqual([
      'individual 5 true',
      'release – true',
      'group – true',
      'plenum 10 true',
      'again 5 true',
      'closed – true',
      'closed – false',
    ])
    expect((await leadRound(cast.west, round, 'back', turn)).state.step).toBe('again')
    expect(await eventsOf('round.stepped')).toContainEqual({
      gatheringId: gathering,
      roundId: round,
      step: 'group',
    })
  })

  test('two who press at the same moment make one step', async () => {
    const pressed = await Promise.all([
      leadRound(cast.west, round, 'next', 0),
      leadRound(cast.west, round, 'next', 0),
    ])
    expect(pressed.map(({ moved }) => moved).sort()).toEqual([false, true])
    expect(pressed.map(({ state }) => state.step)).toEqual(['individual', 'individual'])
    expect((await getRound(cast.west, round)).step).toBe('individual')
  })

  test('two minutes more are two more; when time is over, two from now', async () => {
    const { state } = await leadRound(cast.west, round, 'next', 0)
    const more = await leadRound(cast.west, round, 'more', state.turn)
    expect(minutesUntil(more.state)).toBe(7)
  })
})

const minutesUntil = ({ stepEndsAt, now }: { stepEndsAt: Date | null; now: Date }): number =>
  Math.round(((stepEndsAt?.getTime() ?? 0) - now.getTime()) / 60_000)

describe('what one writes for oneself', () => {
  test('is saved in any step, changed, and gone when it is emptied; sent twice it is there once', async () => {
    const id = await point('teacher', 'Først')
    await point('teacher', 'Først', id)
    await leadRound(cast.west, round, 'next', 0)
    await point('teacher', 'Så', id)
    expect(texts(await listOwnPoints(cast.teacher, round))).toEqual(['Så'])
    await point('teacher', '  ', id)
    expect(await listOwnPoints(cast.teacher, round)).toEqual([])
  })

  test('is nobody else’s: not at the same table, not to lead, not by its id', async () => {
    const id = await point('teacher', 'Bare mitt')
    expect(await listOwnPoints(cast.otherTeacher, round)).toEqual([])
    await expect(point('otherTeacher', 'Stjålet', id)).rejects.toMatchObject(notFound)
    await expect(releasePoint(cast.otherTeacher, round, id, 'me')).rejects.toMatchObject(notFound)
    await expect(listOwnPoints(cast.west, round)).rejects.toMatchObject(notFound)
    expect(JSON.stringify(await listWall(cast.west, round))).not.toContain('Bare mitt')
    expect(await listReleased(cast.otherTeacher, round)).toEqual([])
    expect(texts(await listOwnPoints(cast.teacher, round))).toEqual(['Bare mitt'])
  })

  test('of another round keeps its place', async () => {
    const id = await point('teacher', 'Her')
    const other = (await createRound(cast.west, gathering, asked)).id
    await expect(
      savePoint(cast.teacher, other, pointForm.parse({ pointId: id, text: 'Der' })),
    ).rejects.toMatchObject(notFound)
  })

  test('has an end', async () => {
    for (let i = 0; i < MOST_POINTS; i++) await point('teacher', `Punkt ${i}`)
    await expect(point('teacher', 'For mye')).rejects.toMatchObject({ reason: 'rounds.tooManyPoints' })
  }, 60_000)
})

describe('laying a point on the table', () => {
  const released = async (who: keyof Cast) =>
    (await listReleased(cast[who], round)).map(({ text, voice, author, mine }) => ({
      text,
      voice,
      author,
      mine,
    }))

  test('is seen by those who sit there, under the name that was chosen, and by nobody at the next table', async () => {
    for (const voice of ['me', 'group', 'unnamed'] as const)
      await releasePoint(cast.teacher, round, await point('teacher', `Sagt: ${voice}`), voice)
    const byText = (a: { text: string }, b: { text: string }) => a.text.localeCompare(b.text)
    expect((await released('otherTeacher')).sort(byText)).toEqual([
      { text: 'Sagt: group', voice: 'group', author: null, mine: false },
      { text: 'Sagt: me', voice: 'me', author: cast.teacher.name, mine: false },
      { text: 'Sagt: unnamed', voice: 'unnamed', author: null, mine: false },
    ])
    expect(
      (await released('teacher'))
        .filter(({ mine }) => mine)
        .map(({ voice }) => voice)
        .sort(),
    ).toEqual(['group', 'me'])
    expect(await released('leader')).toEqual([])
    await expect(listReleased(cast.west, round)).rejects.toMatchObject(notFound)
    expect(await listOwnPoints(cast.teacher, round)).toEqual([])
  })

  test('unnamed leaves its author nowhere: not at the point, not as an own copy, not in what happened', async () => {
    await releasePoint(cast.teacher, round, await point('teacher', 'Uten navn'), 'unnamed')
    const row = await database.db.releasedPoint.findFirstOrThrow({ where: { roundId: round } })
    expect(row).toMatchObject({ authorId: null, releasedAt: null })
    expect(await database.db.ownPoint.count({ where: { roundId: round } })).toBe(0)
    const told = await database.db.outboxEvent.findMany({ where: { type: 'round.released' } })
    const here = told.filter(({ payload }) => JSON.stringify(payload).includes(round))
    expect(here.map(({ actorId, payload }) => [actorId, payload])).toEqual([
      [null, { gatheringId: gathering, roundId: round, tableId: at(0).id }],
    ])
    await expect(takeBackPoint(cast.teacher, round, row.id)).rejects.toMatchObject(notFound)
    await expect(
      database.db.releasedPoint.update({ where: { id: row.id }, data: { authorId: cast.teacher.personId } }),
    ).rejects.toThrow(/unnamed_has_no_author/)
  })

  test('is taken back by whoever did it, and by nobody else', async () => {
    await releasePoint(cast.teacher, round, await point('teacher', 'Angrer'), 'me')
    const [lying] = await listReleased(cast.teacher, round)
    await expect(takeBackPoint(cast.otherTeacher, round, lying?.id ?? '')).rejects.toMatchObject(notFound)
    await takeBackPoint(cast.teacher, round, lying?.id ?? '')
    expect(await released('otherTeacher')).toEqual([])
    expect(texts(await listOwnPoints(cast.teacher, round))).toEqual(['Angrer'])
  })

  test('pressed twice at once lies there once', async () => {
    const id = await point('teacher', 'En gang')
    const twice = await Promise.allSettled([
      releasePoint(cast.teacher, round, id, 'me'),
      releasePoint(cast.teacher, round, id, 'me'),
    ])
    expect(twice.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await released('otherTeacher')).toHaveLength(1)
  })

  test('what one takes with one is never laid on a table', async () => {
    const id = crypto.randomUUID()
    await savePoint(cast.teacher, round, pointForm.parse({ pointId: id, kind: 'takeaway', text: 'Når …' }))
    await expect(releasePoint(cast.teacher, round, id, 'me')).rejects.toMatchObject(notFound)
  })
})

describe('the wall', () => {
  test('shows how each table stands, those that call first, and not a word of theirs', async () => {
    await releasePoint(cast.teacher, round, await point('teacher', 'På bordet'), 'me')
    await signal(cast.teacher, round, 'done', true)
    await signal(cast.leader, round, 'called', true)
    expect(await ownSignals(cast.otherTeacher, round)).toEqual({ done: true, called: false })
    const wall = await listWall(cast.west, round)
    expect(
      wall.map(({ id, seats, released: lying, doneAt, calledAt }) => [
        id,
        seats,
        lying,
        doneAt !== null,
        calledAt !== null,
      ]),
    ).toEqual([
      [at(1).id, 1, 0, false, true],
      [at(0).id, 2, 1, true, false],
    ])
    await answerCall(cast.west, round, at(1).id)
    await signal(cast.teacher, round, 'done', false)
    expect((await listWall(cast.west, round)).map(({ doneAt, calledAt }) => [doneAt, calledAt])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  test('a call of another gathering’s table is not found', async () => {
    const elsewhere = await aTable({ gathering: await aGathering({ cohort: n.cohort, host: n.west }) })
    await expect(answerCall(cast.west, round, elsewhere.id)).rejects.toMatchObject(notFound)
  })
})
