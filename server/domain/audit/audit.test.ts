import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGrant, anActor, aPerson } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { hashOf } from '../../outbox/audit-chain'
import { enterIntoAudit } from '../../outbox/audit'
import { record } from '../../outbox/record'
import { ROOT } from '../../root'
import type { Actor } from '../shared/actor'
import { exportAudit, findInAudit, listAudit } from './audit'
import { auditFilter, type AuditFilter } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let officer: Actor
let administrator: Actor
let northPerson = ''

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  officer = await anActor('data_officer', n.west)
  administrator = await anActor('administrator', n.national)
  northPerson = await aPerson({ role: 'teacher', unit: n.northTownSchool })
  await database.db.$transaction(async tx => {
    const { personId } = cast.teacher
    const grant = { grantId: personId, personId, orgUnitId: n.westTownSchool }
    await record(tx, cast.leader.personId, 'grant.given', grant)
    await record(tx, cast.leader.personId, 'grant.ended', grant)
    await record(tx, cast.west.personId, 'unit.contributions_decided', { orgUnitId: n.westTown })
    await record(tx, northPerson, 'person.signed_in', { personId: northPerson, sessionId: 'x' })
    await record(tx, null, 'registers.loaded', { lists: ['x'] })
  })
  await enterIntoAudit(database.pool)
})

const filter = (said: Partial<Record<keyof AuditFilter, string>> = {}) => auditFilter.parse(said)
const types = async (actor: Actor, said = {}) =>
  (await listAudit(actor, filter(said))).entries.map(entry => entry.type)

describe('who reads it', () => {
  test.each(CAST)('%s does not', async name => {
    await expect(listAudit(cast[name], filter())).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportAudit(cast[name], filter())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a county’s data officer reads what happened in the county, and nothing of another one', async () => {
    expect(await types(officer)).toEqual(['unit.contributions_decided', 'grant.ended', 'grant.given'])
  })

  test('the administrator reads all, also what belongs to none', async () => {
    expect(await types(administrator)).toContain('registers.loaded')
    expect(await types(administrator)).toContain('person.signed_in')
  })
})

describe('what it shows', () => {
  test('names of what the reader sees anyway; of others only that it is the same one', async () => {
    const [, ended] = (await listAudit(officer, filter())).entries
    expect(ended?.person).toEqual({ id: cast.teacher.personId, name: null })
    const own = (await listAudit(administrator, filter({ person: cast.teacher.personId }))).entries[0]
    expect(own?.person?.name).toBe(cast.teacher.name)
    expect(own?.unit?.name).toBe('Vestby skole')
    const [decided] = (await listAudit(officer, filter())).entries
    expect(decided?.unit?.name).toBe('Vestby')
  })

  test.each<[string, Partial<Record<keyof AuditFilter, string>>, number]>([
    ['a kind', { kind: 'grant' }, 2],
    ['a period that is over', { to: '2020-01-01' }, 0],
    ['a period to come', { from: '2999-01-01' }, 0],
    ['nonsense, which is left out', { from: 'x', kind: '%', person: "' OR 1=1", before: '-1' }, 3],
  ])('by %s', async (_, said, count) => {
    expect(await types(officer, said)).toHaveLength(count)
  })

  test('by a unit and by a person, as doer or as the one it was done to', async () => {
    expect(await types(officer, { unit: n.westTown })).toEqual(['unit.contributions_decided'])
    expect(await types(officer, { person: cast.leader.personId })).toHaveLength(2)
    expect(await types(officer, { person: cast.teacher.personId })).toHaveLength(2)
    expect(await types(officer, { person: northPerson })).toEqual([])
  })
})

describe('by name', () => {
  test('people are found among those whose names the reader sees anyway, and nobody else', async () => {
    const { name, personId } = cast.teacher
    const found = async (actor: Actor, text: string) => (await findInAudit(actor, text)).map(({ id }) => id)
    const [first = '', ...rest] = name.split(' ')
    expect(await found(administrator, name)).toContain(personId)
    expect(await found(administrator, [...rest, first.slice(0, 3).toUpperCase()].join(' '))).toContain(
      personId,
    )
    expect(await found(administrator, name.slice(1))).not.toContain(personId)
    expect(await found(officer, name)).toEqual([])
    expect(await found(officer, officer.name)).toEqual([officer.personId])
    // Who looks after people as well sees their names, and no others.
    const both = await anActor('data_officer', n.west)
    await aGrant(both.personId, 'county_adviser', n.west)
    const twice = await actorOf(both.personId)
    expect(await found(twice, name)).toContain(personId)
    expect(await found(twice, cast.northTeacher.name)).not.toContain(cast.northTeacher.personId)
  })

  test.each(['', 'x', '%', '_ _', "' OR 1=1"])('%j finds nobody', async text => {
    expect(await findInAudit(administrator, text)).toEqual([])
  })

  test.each(CAST)('%s does not look', async who => {
    await expect(findInAudit(cast[who], 'kari')).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('what is taken along can be checked elsewhere, and that it was taken is in the trail', async () => {
  const lines = (await exportAudit(officer, filter())).trim().split('\n')
  let previous: string | null = null
  for (const line of lines) {
    const entry = JSON.parse(line) as Parameters<typeof hashOf>[0] & { previous: string | null; hash: string }
    expect(entry.previous).toBe(previous)
    const facts = { ...entry, at: new Date(entry.at) }
    const before = entry.previous === null ? null : Buffer.from(entry.previous, 'hex')
    expect(hashOf(facts, before).toString('hex')).toBe(entry.hash)
    previous = entry.hash
  }
  expect(lines).toHaveLength(3)
  await enterIntoAudit(database.pool)
  expect(await types(officer, { kind: 'audit' })).toEqual(['audit.exported'])
})

test('every event has words for the page', () => {
  const catalogue = fs.readFileSync(path.join(ROOT, 'server/outbox/catalogue.ts'), 'utf8')
  const types = [...catalogue.matchAll(/^ {2}'([a-z_]+)\.([a-z_]+)'/gm)]
  const words = JSON.parse(fs.readFileSync(path.join(ROOT, 'app/locales/nb/oversight.json'), 'utf8')) as {
    audit: { events: Record<string, Record<string, string>> }
  }
  expect(types.length).toBeGreaterThan(40)
  const without = types.filter(([, kind = '', name = '']) => words.audit.events[kind]?.[name] === undefined)
  expect(without.map(([, kind, name]) => `${kind}.${name}`)).toEqual([])
})
