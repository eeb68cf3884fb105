import { beforeAll, describe, expect, test } from 'vitest'
import { listFile, shippedLists } from '~server/registers'
import { useDatabase } from '../../../../tests/support/database'
import { aUnit } from '../../../../tests/support/factories'
import { everythingOfRegisters, loadShippedRegisters, unitByCode } from '../../../../tests/support/registers'
import { codeOn } from '../names'
import { loadLists } from './load'
import { readRegister } from './read-register'

const database = useDatabase()
beforeAll(() => loadShippedRegisters(database.db))

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const unit = unitByCode
const everything = everythingOfRegisters

describe('a newer list', () => {
  const municipalities = () => shippedLists().find(({ name }) => name === 'no-municipalities')?.text ?? ''
  /** Færder and Tønsberg become Tønsberg under a new number on the first day of 2028. */
  const newer = () =>
    listFile(
      'no-municipalities',
      `${municipalities()
        .replace('3905,Tønsberg,39,2024-01-01,,', '3905,Tønsberg,39,2024-01-01,2028-01-01,3920')
        .replace('3911,Færder,39,2024-01-01,,', '3911,Færder,39,2024-01-01,2028-01-01,3920')
        .trimEnd()}\n3920,Tønsberg,39,2028-01-01,,\n`,
    )

  test('is tried first, and then nothing has changed', async () => {
    const before = await everything()
    const tried = await loadLists(database.db, [newer()], { from: 'operator', dryRun: true })
    expect(tried.lists).toEqual(['no-municipalities'])
    expect(tried.unitsEnded).toEqual([(await unit('3911')).id])
    expect(await everything()).toEqual(before)
  })

  test('of a merger in 2028 ends one unit and renumbers the other, on that day', async () => {
    const færder = (await unit('3911')).id
    const school = await aUnit({ name: 'Færder skole', below: færder })
    const loaded = await loadLists(database.db, [newer()], { from: 'operator' })
    expect(loaded).toMatchObject({ unitsCreated: [], unitsEnded: [færder], unitsMoved: [], missing: [] })
    const tønsberg = await unit('3920')
    expect((await unit('3905')).id).toBe(tønsberg.id)
    expect(codeOn(tønsberg, day('2027-12-31'))).toBe('3905')
    expect(codeOn(tønsberg, day('2028-01-01'))).toBe('3920')
    expect((await unit('3911')).successors).toMatchObject([{ kind: 'merged', date: day('2028-01-01') }])
    // Until then everything is as it was; its schools will lie below the successor.
    expect((await unit('3911')).above).toEqual(['Vestfold'])
    const placed = await database.db.orgUnitRelation.findMany({
      where: { childId: school },
      select: { parentId: true, validFrom: true, validTo: true },
      orderBy: { validFrom: { sort: 'asc', nulls: 'first' } },
    })
    expect(placed).toEqual([
      { parentId: færder, validFrom: null, validTo: day('2028-01-01') },
      { parentId: tønsberg.id, validFrom: day('2028-01-01'), validTo: null },
    ])
    expect((await readRegister(database.db)).standing('3911')?.kind).toBe('current')
  })

  test('stays when the product is started again with its own older one', async () => {
    expect((await loadShippedRegisters(database.db)).lists).toEqual([])
    expect((await unit('3911')).validTo).toEqual(day('2028-01-01'))
  })

  test('that lacks something deletes nothing, and says so', async () => {
    const before = await database.db.orgUnit.count()
    const short = listFile('no-municipalities', municipalities().replace(/^0301,.*\n/m, ''))
    const loaded = await loadLists(database.db, [short], { from: 'operator', dryRun: true })
    expect(loaded.missing).toEqual([
      { list: 'no-municipalities', code: '0301' },
      { list: 'no-municipalities', code: '3920' },
    ])
    expect(await database.db.orgUnit.count()).toBe(before)
  })

  test('of schools marks what has left it, and takes in what is new', async () => {
    const schools = shippedLists().find(({ name }) => name === 'no-schools')?.text ?? ''
    const changed = schools
      .replace(/^875280252,.*\n/m, '')
      .replace('974589648,Abildsø skole', '974589648,Abildsø nye skole')
    const loaded = await loadLists(database.db, [listFile('no-schools', changed)], { from: 'operator' })
    expect(loaded.registerUnits).toEqual({ added: 0, changed: 1, missing: ['875280252'] })
    const left = await database.db.registerUnit.findUniqueOrThrow({ where: { orgNumber: '875280252' } })
    expect(left.leftOn).not.toBeNull()
  })

  test('with a mistake is refused as a whole, with the line', async () => {
    const before = await everything()
    const wrong = listFile('no-municipalities', municipalities().replace('0301,Oslo', '301,Oslo'))
    await expect(loadLists(database.db, [wrong], { from: 'operator' })).rejects.toThrow(
      /no-municipalities, row \d+: code is “301”/,
    )
    expect(await everything()).toEqual(before)
  })
})
