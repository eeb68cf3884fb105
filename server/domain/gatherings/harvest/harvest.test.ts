import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~server/database/client'
import { aGathering, anActor, aSeat, aTable, eventsOf } from '../../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../../tests/support/network'
import { useDatabase } from '../../../../tests/support/database'
import type { Content } from '../../documents/content'
import { seedUpdate } from '../../documents/render'
import { sha256 } from '../../documents/storage'
import type { Actor } from '../../shared/actor'
import { savePoint } from '../rounds/points'
import { listReleased, releasePoint, takeBackPoint } from '../rounds/releasing'
import { lastAct, undo } from './acts'
import { markStatements, moveStatements } from './arranging'
import { getBoard, type BoardStatement } from './board'
import { collect } from './collecting'
import { getHarvest, revealHarvest } from './harvests'
import { getResults } from './results'
import { boardForm } from './schema'
import { createTheme, deleteTheme, mergeTheme, renameTheme } from './themes'

useDatabase()
let n: Network
let cast: Cast
let lead: Actor
let other: Actor
let gathering: string
let tables: { id: string; gatheringId: string; documentId: string }[]
const notFound = { code: 'not_found' }
const forbidden = { code: 'forbidden' }

const said = (text: string, plenum = true): Content => ({
  type: 'paragraph',
  attrs: plenum ? { plenum: true } : {},
  content: [{ type: 'text', text }],
})
const asked = (text: string): Content => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text }],
})

/** The document of a table says this from now on. */
async function says(table: number, ...content: Content[]): Promise<void> {
  const documentId = at(table).documentId
  const bytes = new Uint8Array(seedUpdate({ type: 'doc', content }))
  const epoch = (await db().documentHead.findUniqueOrThrow({ where: { documentId } })).epoch + 1
  await db().documentUpdate.create({
    data: {
      ...{ documentId, epoch, seq: 1, personId: null, connectionId: crypto.randomUUID(), nFrom: 0, nTo: 0 },
      ...{ bytes, sha256: new Uint8Array(sha256(bytes)) },
    },
  })
  await db().documentHead.update({ where: { documentId }, data: { epoch, seq: 1 } })
}

function at(i: number): { id: string; gatheringId: string; documentId: string } {
  const table = tables[i]
  if (table === undefined) throw new Error('no such table')
  return table
}

const statements = async (): Promise<BoardStatement[]> => (await getBoard(lead, gathering)).statements
async function statement(text: string): Promise<BoardStatement> {
  const found = (await statements()).find(each => each.text === text)
  if (found === undefined) throw new Error(`nobody says ${text}`)
  return found
}
const shown = ({ id, turn }: BoardStatement) => ({ id, seen: turn })

async function aTheme(title: string, ...texts: string[]): Promise<string> {
  const themeId = crypto.randomUUID()
  const statement_ = (await statements()).filter(({ text }) => texts.includes(text)).map(shown)
  await createTheme(lead, gathering, { themeId, title, statement: statement_ })
  return themeId
}

/** Themes with what is in them, and what is in none. */
async function layout(): Promise<Record<string, string[]>> {
  const { themes, statements: all } = await getBoard(lead, gathering)
  const within = (id: string | null) => all.filter(({ themeId }) => themeId === id).map(({ text }) => text)
  return Object.fromEntries([
    ['', within(null)],
    ...themes.map(({ id, title }): [string, string[]] => [title, within(id)]),
  ])
}

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  lead = cast.west
  other = await anActor('county_adviser', n.west)
  gathering = await aGathering({ cohort: n.cohort, host: n.west })
  tables = [await aTable({ gathering }), await aTable({ gathering })]
  await aSeat(at(0), cast.teacher.personId)
  await aSeat(at(1), cast.leader.personId)
})

describe('collecting', () => {
  test('brings the blocks that tables have marked, with their table and what was asked, and nothing else', async () => {
    await says(0, asked('Hva så dere?'), said('Barn står alene'), said('bare for oss', false))
    await says(1, said('Vi trenger tid'), said('Vi trenger ro'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 3, changed: 0 })
    expect(await layout()).toEqual({ '': ['Barn står alene', 'Vi trenger tid', 'Vi trenger ro'] })
    expect((await statement('Barn står alene')).asked).toBe('Hva så dere?')
    expect(await eventsOf('harvest.collected')).toEqual([{ gatheringId: gathering }])
  })

  test('again doubles nothing and loses nothing, also when two do it at once', async () => {
    await says(0, said('Barn står alene'))
    await Promise.all([collect(lead, gathering), collect(other, gathering)])
    await aTheme('Utenfor', 'Barn står alene')
    await says(0, said('Nytt først'), said('Barn står alene'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 1, changed: 0 })
    expect(await layout()).toEqual({ '': ['Nytt først'], Utenfor: ['Barn står alene'] })
  })

  test('a changed source is shown as changed; the words on the board stay until somebody takes the new ones', async () => {
    await says(0, said('Barn står alene i friminuttene'))
    await collect(lead, gathering)
    await aTheme('Utenfor', 'Barn står alene i friminuttene')
    await says(0, said('Barn står ofte alene i friminuttene'))
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 1 })
    const old = await statement('Barn står alene i friminuttene')
    expect(old).toMatchObject({ state: 'changed', now: 'Barn står ofte alene i friminuttene' })
    await markStatements(lead, gathering, [shown(old)], 'accept')
    expect(await layout()).toEqual({ '': [], Utenfor: ['Barn står ofte alene i friminuttene'] })
    await undo(lead, gathering)
    expect(await layout()).toEqual({ '': [], Utenfor: ['Barn står alene i friminuttene'] })
  })

  test('what a table no longer marks goes when nobody has touched it, and is kept and told when somebody has', async () => {
    await says(0, said('Ordnet'), said('Ikke rørt'))
    await collect(lead, gathering)
    await aTheme('Tema', 'Ordnet')
    await says(0, said('Noe helt annet', false))
    await collect(lead, gathering)
    expect(await layout()).toEqual({ '': [], Tema: ['Ordnet'] })
    expect(await statement('Ordnet')).toMatchObject({ state: 'gone', now: null })
    await says(0, said('Ordnet'))
    await collect(lead, gathering)
    expect(await statement('Ordnet')).toMatchObject({ state: 'same' })
  })

  test('the board tells how many tables have written something since', async () => {
    await says(0, said('Først'))
    await collect(lead, gathering)
    expect((await getBoard(lead, gathering)).waiting).toBe(0)
    await says(1, said('Så'))
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
      await savePoint(cast.teacher, round.id, { pointId, kind: 'point', prompt: 0, text })
      await releasePoint(cast.teacher, round.id, pointId, voice)
    }
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 0 })
    await db().round.update({ where: { id: round.id }, data: { step: 'plenum' } })
    expect(await collect(lead, gathering)).toEqual({ fresh: 2, changed: 0 })
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 0 })
    expect((await statement('Som meg')).asked).toBe('Hva nå?')
    expect(JSON.stringify(await getBoard(lead, gathering))).not.toContain(cast.teacher.name)

    await aTheme('Tema', 'Som meg')
    const mine = (await listReleased(cast.teacher, round.id)).find(({ mine: own }) => own)
    await takeBackPoint(cast.teacher, round.id, mine?.id ?? '')
    expect(await collect(lead, gathering)).toEqual({ fresh: 0, changed: 1 })
    expect((await statement('Som meg')).state).toBe('gone')
  })
})

describe('arranging', () => {
  beforeEach(async () => {
    await says(0, said('En'), said('To'))
    await says(1, said('Tre'))
    await collect(lead, gathering)
  })

  test('statements are laid into themes and out of them, several at once, and every step is undone', async () => {
    const theme = await aTheme('Første', 'En')
    await moveStatements(lead, gathering, (await statements()).map(shown), theme)
    expect(await layout()).toEqual({ '': [], Første: ['En', 'To', 'Tre'] })
    await moveStatements(lead, gathering, [shown(await statement('En'))], null)
    expect(await layout()).toEqual({ '': ['En'], Første: ['To', 'Tre'] })
    expect(await lastAct(lead, gathering)).toEqual({ kind: 'move', concerned: 1, overtaken: 0 })
    for (const expected of [
      { '': [], Første: ['En', 'To', 'Tre'] },
      { '': ['To', 'Tre'], Første: ['En'] },
      { '': ['En', 'To', 'Tre'] },
    ]) {
      expect(await undo(lead, gathering)).toEqual({ stayed: 0 })
      expect(await layout()).toEqual(expected)
    }
    expect(await undo(lead, gathering)).toBeNull()
  })

  test('themes are renamed, merged and taken away; their statements stay, and undoing brings all of it back', async () => {
    const [one, two] = [await aTheme('Ett', 'En'), await aTheme('To tema', 'To')]
    await renameTheme(lead, gathering, { themeId: one, title: 'Det ene' })
    await mergeTheme(lead, gathering, { themeId: two, into: one })
    expect(await layout()).toEqual({ '': ['Tre'], 'Det ene': ['En', 'To'] })
    await undo(lead, gathering)
    expect(await layout()).toEqual({ '': ['Tre'], 'Det ene': ['En'], 'To tema': ['To'] })
    await undo(lead, gathering)
    await deleteTheme(lead, gathering, one)
    expect(await layout()).toEqual({ '': ['En', 'Tre'], 'To tema': ['To'] })
    await undo(lead, gathering)
    expect(await layout()).toEqual({ '': ['Tre'], Ett: ['En'], 'To tema': ['To'] })
  })

  test('sent again after a lost answer nothing happens twice', async () => {
    const theme = { themeId: crypto.randomUUID(), title: 'Tema', statement: [] }
    await createTheme(lead, gathering, theme)
    await createTheme(lead, gathering, theme)
    const move = [shown(await statement('En'))]
    await moveStatements(lead, gathering, move, theme.themeId)
    await moveStatements(lead, gathering, move, theme.themeId)
    expect(await layout()).toEqual({ '': ['To', 'Tre'], Tema: ['En'] })
    await undo(lead, gathering)
    expect(await layout()).toEqual({ '': ['En', 'To', 'Tre'], Tema: [] })
  })

  test('of two who move the same statement the last one counts, and both are told', async () => {
    const [mine, yours] = [await aTheme('Mitt'), await aTheme('Ditt')]
    const seen = [shown(await statement('En'))]
    expect(await moveStatements(lead, gathering, seen, mine)).toEqual({ overtook: 0 })
    expect(await moveStatements(other, gathering, seen, yours)).toEqual({ overtook: 1 })
    expect(await layout()).toMatchObject({ Ditt: ['En'] })
    expect(await lastAct(lead, gathering)).toEqual({ kind: 'move', concerned: 1, overtaken: 1 })
    // Undoing takes nothing from somebody else.
    expect(await undo(lead, gathering)).toEqual({ stayed: 1 })
    expect(await layout()).toMatchObject({ Ditt: ['En'] })
    expect(await undo(other, gathering)).toEqual({ stayed: 0 })
    expect(await layout()).toMatchObject({ Mitt: ['En'] })
  })

  test('twenty moves by two at once end in one place each, and nothing is lost', async () => {
    const ids = [await aTheme('A'), await aTheme('B')]
    const all = (await statements()).map(shown)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        moveStatements(i % 2 === 0 ? lead : other, gathering, all, ids[i % 2] ?? null),
      ),
    )
    const now = await layout()
    expect([...(now['A'] ?? []), ...(now['B'] ?? [])].sort()).toEqual(['En', 'To', 'Tre'])
  })

  test('a theme that somebody has taken away is told, and another gathering’s is not known', async () => {
    const theme = await aTheme('Borte')
    await deleteTheme(other, gathering, theme)
    const move = [shown(await statement('En'))]
    await expect(moveStatements(lead, gathering, move, theme)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'harvest.themeGone',
    })
    const elsewhere = await aGathering({ cohort: n.cohort, host: n.west })
    await expect(moveStatements(lead, elsewhere, move, null)).rejects.toMatchObject(notFound)
    await expect(
      createTheme(lead, elsewhere, { themeId: theme, title: 'Stjålet', statement: [] }),
    ).rejects.toMatchObject(notFound)
  })

  test('what a minority says is marked, and stays so through every theme', async () => {
    await markStatements(lead, gathering, [shown(await statement('To'))], 'minority')
    const theme = await aTheme('Tema', 'To')
    const into = await aTheme('Større')
    await mergeTheme(lead, gathering, { themeId: theme, into })
    expect(await statement('To')).toMatchObject({ minority: true, themeId: into })
  })

  test('only the host’s own people arrange it; the hall, those above and strangers do not', async () => {
    for (const [actor, code] of [
      [cast.teacher, 'forbidden'],
      [cast.state, 'forbidden'],
      [cast.north, 'not_found'],
      [cast.nobody, 'not_found'],
    ] as const) {
      await expect(getBoard(actor, gathering)).rejects.toMatchObject({ code })
      await expect(collect(actor, gathering)).rejects.toMatchObject({ code })
      await expect(undo(actor, gathering)).rejects.toMatchObject({ code })
      await expect(revealHarvest(actor, gathering, true)).rejects.toMatchObject({ code })
    }
    await expect(getHarvest(cast.north, gathering)).rejects.toMatchObject(notFound)
  })

  test('a county does not arrange the harvest of a municipality below it', async () => {
    const below = await aGathering({ cohort: n.cohort, host: n.westTown, level: 'network' })
    expect((await getHarvest(cast.westTown, below)).face).toBe('lead')
    expect((await getHarvest(cast.west, below)).face).toBe('above')
    await expect(collect(cast.west, below)).rejects.toMatchObject(forbidden)
  })
})

describe('showing', () => {
  beforeEach(async () => {
    await says(0, said('En'), said('To'), said('Skjult'), said('Uten tema'))
    await collect(lead, gathering)
    await aTheme('Tema', 'En', 'To', 'Skjult')
    await markStatements(lead, gathering, [shown(await statement('Skjult'))], 'hide')
    await markStatements(lead, gathering, [shown(await statement('To'))], 'minority')
  })

  test('nobody but those who lead sees anything before it is revealed, and no longer when it is taken back', async () => {
    expect((await getResults(cast.teacher, gathering)).themes).toBeNull()
    expect((await getResults(cast.state, gathering)).themes).toBeNull()
    await revealHarvest(lead, gathering, true)
    await revealHarvest(lead, gathering, true)
    expect((await getResults(cast.teacher, gathering)).themes).toHaveLength(1)
    await revealHarvest(lead, gathering, false)
    expect((await getResults(cast.teacher, gathering)).themes).toBeNull()
    expect(await eventsOf('harvest.revealed')).toEqual([
      { gatheringId: gathering, revealed: true },
      { gatheringId: gathering, revealed: false },
    ])
  })

  test('the hall sees themes with their statements and tables, without what is kept from the projector, and no names', async () => {
    await revealHarvest(lead, gathering, true)
    const { themes } = await getResults(cast.teacher, gathering)
    expect(themes?.[0]).toMatchObject({
      title: 'Tema',
      count: 2,
      statements: [
        { text: 'En', minority: false },
        { text: 'To', minority: true },
      ],
    })
    expect(JSON.stringify(themes)).not.toMatch(/Skjult|Uten tema/)
    expect(JSON.stringify(themes)).not.toContain(cast.teacher.name)
  })

  test('whoever stands above sees themes and counts, and no words of tables', async () => {
    await revealHarvest(lead, gathering, true)
    const { themes } = await getResults(cast.state, gathering)
    expect(themes).toEqual([{ id: themes?.[0]?.id, title: 'Tema', count: 2, statements: null }])
  })

  test('what its table has taken back is shown no longer', async () => {
    await revealHarvest(lead, gathering, true)
    await says(0, said('To'))
    await collect(lead, gathering)
    const { themes } = await getResults(cast.teacher, gathering)
    expect(themes?.[0]?.statements?.map(({ text }) => text)).toEqual(['To'])
  })
})

test('a form that says nonsense is refused', () => {
  for (const form of [
    { intent: 'move', statement: 'x', themeId: '' },
    { intent: 'move', statement: `${crypto.randomUUID()}:-1`, themeId: '' },
    { intent: 'new-theme', themeId: crypto.randomUUID(), title: '  ' },
    { intent: 'burn' },
  ])
    expect(boardForm.safeParse(form).success).toBe(false)
})
