import { beforeEach, describe, expect, test } from 'vitest'
import { eventsOf } from '../../../../tests/support/factories'
import { useDatabase } from '../../../../tests/support/database'
import { Hall, said, shown } from '../../../../tests/support/hall'
import type { Actor } from '../../shared/actor'
import { markStatements } from './arranging'
import { collect } from './collecting'
import { revealHarvest } from './harvests'

useDatabase()
let hall: Hall
let lead: Actor
let gathering: string

beforeEach(async () => {
  hall = await Hall.open()
  ;({ lead, gathering } = hall)
})

describe('showing', () => {
  beforeEach(async () => {
    await hall.says(0, said('En'), said('To'), said('Skjult'), said('Uten tema'))
    await collect(lead, gathering)
    await hall.theme('Tema', 'En', 'To', 'Skjult')
    await markStatements(lead, gathering, [shown(await hall.statement('Skjult'))], 'hide')
    await markStatements(lead, gathering, [shown(await hall.statement('To'))], 'minority')
  })

  test('nobody but those who lead sees anything before it is revealed, and no longer when it is taken back', async () => {
    expect(await hall.shownTo(hall.cast.teacher)).toBeNull()
    expect(await hall.shownTo(hall.cast.state)).toBeNull()
    await revealHarvest(lead, gathering, true)
    await revealHarvest(lead, gathering, true)
    expect(await hall.shownTo(hall.cast.teacher)).toHaveLength(1)
    await revealHarvest(lead, gathering, false)
    expect(await hall.shownTo(hall.cast.teacher)).toBeNull()
    expect(await eventsOf('harvest.revealed')).toEqual([
      { gatheringId: gathering, revealed: true },
      { gatheringId: gathering, revealed: false },
    ])
  })

  test('the hall sees themes with their statements and tables, without what is kept from the projector, and no names', async () => {
    await revealHarvest(lead, gathering, true)
    const themes = await hall.shownTo(hall.cast.teacher)
    expect(themes?.[0]).toMatchObject({
      title: 'Tema',
      count: 2,
      statements: [
        { text: 'En', minority: false },
        { text: 'To', minority: true },
      ],
    })
    expect(JSON.stringify(themes)).not.toMatch(/Skjult|Uten tema/)
    expect(JSON.stringify(themes)).not.toContain(hall.cast.teacher.name)
  })

  test('whoever stands above sees themes and counts, and no words of tables', async () => {
    await revealHarvest(lead, gathering, true)
    const themes = await hall.shownTo(hall.cast.state)
    expect(themes).toEqual([{ id: themes?.[0]?.id, title: 'Tema', count: 2, statements: null }])
  })

  test('what its table has taken back is shown no longer', async () => {
    await revealHarvest(lead, gathering, true)
    await hall.says(0, said('To'))
    await collect(lead, gathering)
    const themes = await hall.shownTo(hall.cast.teacher)
    expect(themes?.[0]?.statements?.map(({ text }) => text)).toEqual(['To'])
  })
})
