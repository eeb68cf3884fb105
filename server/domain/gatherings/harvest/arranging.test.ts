import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { aGathering } from '../../../../tests/support/factories'
import { useDatabase } from '../../../../tests/support/database'
import { Hall, said, shown } from '../../../../tests/support/hall'
import type { Actor } from '../../shared/actor'
import { lastAct, undo } from './acts'
import { markStatements, moveStatements } from './arranging'
import { getBoard } from './board'
import { collect } from './collecting'
import { getHarvest, revealHarvest } from './harvests'
import { boardForm } from './schema'
import { createTheme, deleteTheme, mergeTheme, renameTheme } from './themes'

useDatabase()
let hall: Hall
let lead: Actor
let other: Actor
let gathering: string
const notFound = { code: 'not_found' }
const forbidden = { code: 'forbidden' }

beforeEach(async () => {
  hall = await Hall.open()
  ;({ lead, other, gathering } = hall)
})

describe('arranging', () => {
  beforeEach(async () => {
    await hall.says(0, said('En'), said('To'))
    await hall.says(1, said('Tre'))
    await collect(lead, gathering)
  })

  test('statements are laid into themes and out of them, several at once, and every step is undone', async () => {
    const theme = await hall.theme('Første', 'En')
    await moveStatements(lead, gathering, (await hall.statements()).map(shown), theme)
    expect(await hall.layout()).toEqual({ '': [], Første: ['En', 'To', 'Tre'] })
    await moveStatements(lead, gathering, [shown(await hall.statement('En'))], null)
    expect(await hall.layout()).toEqual({ '': ['En'], Første: ['To', 'Tre'] })
    expect(await lastAct(lead, gathering)).toEqual({ kind: 'move', concerned: 1, overtaken: 0 })
    for (const expected of [
      { '': [], Første: ['En', 'To', 'Tre'] },
      { '': ['To', 'Tre'], Første: ['En'] },
      { '': ['En', 'To', 'Tre'] },
    ]) {
      expect(await undo(lead, gathering)).toEqual({ stayed: 0 })
      expect(await hall.layout()).toEqual(expected)
    }
    expect(await undo(lead, gathering)).toBeNull()
  })

  test('themes are renamed, merged and taken away; their statements stay, and undoing brings all of it back', async () => {
    const [one, two] = [await hall.theme('Ett', 'En'), await hall.theme('To tema', 'To')]
    await renameTheme(lead, gathering, { themeId: one, title: 'Det ene' })
    await mergeTheme(lead, gathering, { themeId: two, into: one })
    expect(await hall.layout()).toEqual({ '': ['Tre'], 'Det ene': ['En', 'To'] })
    await undo(lead, gathering)
    expect(await hall.layout()).toEqual({ '': ['Tre'], 'Det ene': ['En'], 'To tema': ['To'] })
    await undo(lead, gathering)
    await deleteTheme(lead, gathering, one)
    expect(await hall.layout()).toEqual({ '': ['En', 'Tre'], 'To tema': ['To'] })
    await undo(lead, gathering)
    expect(await hall.layout()).toEqual({ '': ['Tre'], Ett: ['En'], 'To tema': ['To'] })
  })

  test('sent again after a lost answer nothing happens twice', async () => {
    const theme = { themeId: crypto.randomUUID(), title: 'Tema', statement: [] }
    await createTheme(lead, gathering, theme)
    await createTheme(lead, gathering, theme)
    const move = [shown(await hall.statement('En'))]
    await moveStatements(lead, gathering, move, theme.themeId)
    await moveStatements(lead, gathering, move, theme.themeId)
    expect(await hall.layout()).toEqual({ '': ['To', 'Tre'], Tema: ['En'] })
    await undo(lead, gathering)
    expect(await hall.layout()).toEqual({ '': ['En', 'To', 'Tre'], Tema: [] })
  })

  test('of two who move the same statement the last one counts, and both are told', async () => {
    const [mine, yours] = [await hall.theme('Mitt'), await hall.theme('Ditt')]
    const seen = [shown(await hall.statement('En'))]
    expect(await moveStatements(lead, gathering, seen, mine)).toEqual({ overtook: 0 })
    expect(await moveStatements(other, gathering, seen, yours)).toEqual({ overtook: 1 })
    expect(await hall.layout()).toMatchObject({ Ditt: ['En'] })
    expect(await lastAct(lead, gathering)).toEqual({ kind: 'move', concerned: 1, overtaken: 1 })
    // Undoing takes nothing from somebody else.
    expect(await undo(lead, gathering)).toEqual({ stayed: 1 })
    expect(await hall.layout()).toMatchObject({ Ditt: ['En'] })
    expect(await undo(other, gathering)).toEqual({ stayed: 0 })
    expect(await hall.layout()).toMatchObject({ Mitt: ['En'] })
  })

  test('twenty moves by two at once end in one place each, and nothing is lost', async () => {
    const ids = [await hall.theme('A'), await hall.theme('B')]
    const all = (await hall.statements()).map(shown)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        moveStatements(i % 2 === 0 ? lead : other, gathering, all, ids[i % 2] ?? null),
      ),
    )
    const now = await hall.layout()
    expect([...(now['A'] ?? []), ...(now['B'] ?? [])].sort()).toEqual(['En', 'To', 'Tre'])
  })

  test('undoing loses nothing that others have laid into one’s theme, and nothing into a theme that is gone', async () => {
    const mine = await hall.theme('Mitt', 'En')
    await moveStatements(other, gathering, [shown(await hall.statement('To'))], mine)
    expect(await undo(lead, gathering)).toEqual({ stayed: 1 })
    expect(await hall.layout()).toEqual({ '': ['En', 'Tre'], Mitt: ['To'] })

    const from = await hall.theme('Fra', 'Tre')
    await moveStatements(lead, gathering, [shown(await hall.statement('Tre'))], mine)
    await deleteTheme(other, gathering, from)
    expect(await undo(lead, gathering)).toEqual({ stayed: 0 })
    expect(await hall.layout()).toEqual({ '': ['En', 'Tre'], Mitt: ['To'] })
  })

  test('a theme that somebody has taken away is told, and another gathering’s is not known', async () => {
    const theme = await hall.theme('Borte')
    await deleteTheme(other, gathering, theme)
    const move = [shown(await hall.statement('En'))]
    await expect(moveStatements(lead, gathering, move, theme)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'harvest.themeGone',
    })
    const elsewhere = await aGathering({ cohort: hall.n.cohort, host: hall.n.west })
    await expect(moveStatements(lead, elsewhere, move, null)).rejects.toMatchObject(notFound)
    await expect(
      createTheme(lead, elsewhere, { themeId: theme, title: 'Stjålet', statement: [] }),
    ).rejects.toMatchObject(notFound)
  })

  test('what a minority says is marked, and stays so through every theme', async () => {
    await markStatements(lead, gathering, [shown(await hall.statement('To'))], 'minority')
    const theme = await hall.theme('Tema', 'To')
    const into = await hall.theme('Større')
    await mergeTheme(lead, gathering, { themeId: theme, into })
    expect(await hall.statement('To')).toMatchObject({ minority: true, themeId: into })
  })

  test('only the host’s own people arrange it; the hall, those above and strangers do not', async () => {
    for (const [actor, code] of [
      [hall.cast.teacher, 'forbidden'],
      [hall.cast.state, 'forbidden'],
      [hall.cast.north, 'not_found'],
      [hall.cast.nobody, 'not_found'],
    ] as const) {
      await expect(getBoard(actor, gathering)).rejects.toMatchObject({ code })
      await expect(collect(actor, gathering)).rejects.toMatchObject({ code })
      await expect(undo(actor, gathering)).rejects.toMatchObject({ code })
      await expect(revealHarvest(actor, gathering, true)).rejects.toMatchObject({ code })
    }
    await expect(getHarvest(hall.cast.north, gathering)).rejects.toMatchObject(notFound)
  })

  test('a county does not arrange the harvest of a municipality below it', async () => {
    const below = await aGathering({ cohort: hall.n.cohort, host: hall.n.westTown, level: 'network' })
    expect((await getHarvest(hall.cast.westTown, below)).face).toBe('lead')
    expect((await getHarvest(hall.cast.west, below)).face).toBe('above')
    await expect(collect(hall.cast.west, below)).rejects.toMatchObject(forbidden)
  })
})

test('a form that says nonsense is refused', () => {
  for (const form of [
    { intent: 'move', statement: 'x', themeId: 'none' },
    { intent: 'move', themeId: 'none' },
    { intent: 'move', statement: `${crypto.randomUUID()}:-1`, themeId: 'none' },
    { intent: 'new-theme', newId: crypto.randomUUID(), title: '  ' },
    { intent: 'burn' },
  ])
    expect(boardForm.safeParse(form).success).toBe(false)
})
