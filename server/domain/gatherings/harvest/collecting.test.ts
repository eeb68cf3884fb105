import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~server/database/client'
import { eventsOf } from '../../../../tests/support/factories'
import { useDatabase } from '../../../../tests/support/database'
import { asked, Hall, said, shown } from '../../../../tests/support/hall'
import type { Actor } from '../../shared/actor'
import { savePoint } from '../rounds/points'
import { listReleased, releasePoint, takeBackPoint } from '../rounds/releasing'
import { undo } from './acts'
import { markStatements } from './arranging'
import { getBoard } from './board'
import { collect } from './collecting'

useDatabase()
let hall: Hall
let lead: Actor
let other: Actor
let gathering: string

beforeEach(async () => {
  hall = await Hall.open()
  ;({ lead, other, gathering } = hall)
})

describe('collecting', () => {
  test('brings the blocks that tables have marked, with their table and what was asked, and nothing else', async () => {
    await hall.says(0, asked('Hva så dere?'), said('Barn står alene'), said('bare for oss', false))
    await hall.says(1, said('Vi trenger tid'), said('Vi trenger ro'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 3, changed: 0 })
    expect(await hall.layout()).toEqual({ '': ['Barn står alene', 'Vi trenger tid', 'Vi trenger ro'] })
    expect((await hall.statement('Barn står alene')).asked).toBe('Hva så dere?')
    expect(await eventsOf('harvest.collected')).toEqual([{ gatheringId: gathering }])
  })

  test('again doubles nothing and loses nothing, also when two do it at once', async () => {
    await hall.says(0, said('Barn står alene'))
    await Promise.all([collect(lead, gathering), collect(other, gathering)])
    await hall.theme('Utenfor', 'Barn står alene')
    await hall.says(0, said('Nytt først'), said('Barn står alene'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 1, changed: 0 })
    expect(await hall.layout()).toEqual({ '': ['Nytt først'], Utenfor: ['Barn står alene'] })
  })

  test('a changed source is shown as changed; the words on the board stay until somebody takes the new ones', async () => {
    await hall.says(0, said('Barn står alene i friminuttene'))
    await collect(lead, gathering)
    await hall.theme('Utenfor', 'Barn står alene i friminuttene')
    await hall.says(0, said('Barn står ofte alene i friminuttene'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 1 })
    const old = await hall.statement('Barn står alene i friminuttene')
    expect(old).toMatchObject({ state: 'changed', now: 'Barn står ofte alene i friminuttene' })
    await markStatements(lead, gathering, [shown(old)], 'accept')
    expect(await hall.layout()).toEqual({ '': [], Utenfor: ['Barn står ofte alene i friminuttene'] })
    await undo(lead, gathering)
    expect(await hall.layout()).toEqual({ '': [], Utenfor: ['Barn står alene i friminuttene'] })
  })

  test('what a table no longer marks goes when nobody has touched it, and is kept and told when somebody has', async () => {
    await hall.says(0, said('Ordnet'), said('Ikke rørt'))
    await collect(lead, gathering)
    await hall.theme('Tema', 'Ordnet')
    await hall.says(0, said('Noe helt annet', false))
    await collect(lead, gathering)
    expect(await hall.layout()).toEqual({ '': [], Tema: ['Ordnet'] })
    expect(await hall.statement('Ordnet')).toMatchObject({ state: 'gone', now: null })
    await hall.says(0, said('Ordnet'))
    await collect(lead, gathering)
    expect(await hall.statement('Ordnet')).toMatchObject({ state: 'same' })
  })

  test('the board tells how many tables have written something since', async () => {
    await hall.says(0, said('Først'))
    await collect(lead, gathering)
    expect((await getBoard(lead, gathering)).waiting).toBe(0)
    await hall.says(1, said('Så'))
    expect((await getBoard(lead, gathering)).waiting).toBe(1)
  })

  test('points on the tables come when their round has come to the plenum, without names; one taken back is told as that', async () => {
    const round = await db().round.create({
      data: { gatheringId: gathering, title: 'Runde', prompts: ['Hva nå?'] },
    })
    for (const [voice, text] of [
      ['me', 'Som meg'],
      ['unnamed', 'Uten navn'],
    ] as const) {
      const pointId = crypto.randomUUID()
      await savePoint(hall.cast.teacher, round.id, { pointId, kind: 'point', prompt: 0, text })
      await releasePoint(hall.cast.teacher, round.id, pointId, voice)
    }
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 0 })
    await db().round.update({ where: { id: round.id }, data: { step: 'plenum' } })
    expect(await collect(lead, gathering)).toEqual({ fresh: 2, changed: 0 })
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 0 })
    expect((await hall.statement('Som meg')).asked).toBe('Hva nå?')
    expect(JSON.stringify(await getBoard(lead, gathering))).not.toContain(hall.cast.teacher.name)

    await hall.theme('Tema', 'Som meg')
    const mine = (await listReleased(hall.cast.teacher, round.id)).find(({ mine: own }) => own)
    await takeBackPoint(hall.cast.teacher, round.id, mine?.id ?? '')
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 1 })
    expect((await hall.statement('Som meg')).state).toBe('gone')
  })
})
