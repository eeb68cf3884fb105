import type { Verdict } from '../oracle'
import { seeded } from '../../support/random'
import type { WholeNetwork } from '../whole-network'
import { DOORS } from './doors'
import type { PageOracle } from './page-oracle'
import type { Asker } from './people'
import type { Door, Ids } from './things'

/**
 * What may come back: as the rules say; `refused`: any answer that is no yes and changes nothing; `answered`: anything that
 * is no failure of the server.
 */
export type Expected = Verdict | 'signed_out' | 'pending' | 'refused' | 'answered'

export interface Cell {
  /** In words, for whoever reads what went wrong. */
  words: string
  door: Door
  asker: Asker
  where: Where
  method: 'GET' | 'POST'
  path: string
  body: string | null
  expected: Expected
}

/** Where the id stands. */
const LOOKING = [
  'path',
  'path',
  'path',
  'unknown',
  'odd',
  'operator in the path',
  'query',
  'operator in the query',
] as const
const CHANGING = [
  ...['plain', 'plain', 'plain', 'another in the query', 'another in the body', 'twice', 'array', 'operator'],
  ...['operator as JSON', 'dotted operator', '__proto__', 'unknown'],
] as const
type Where = (typeof LOOKING)[number] | (typeof CHANGING)[number]

export const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const ODD = [
  'x',
  '..%2f..%2fprofil',
  '%00',
  "'%20OR%201=1--",
  'undefined',
  'null',
  '__proto__',
  '%F0%9F%98%80',
  '1'.repeat(300),
]
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Every door for every relation once, and as many more as are wished for, the same ones for the same seed. */
export function cellsOf(
  w: WholeNetwork,
  o: PageOracle,
  askers: readonly Asker[],
  wish: number,
  seed: number,
): Cell[] {
  const random = seeded(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const cells: Cell[] = []
  const add = (door: Door, asker: Asker): void => {
    const things = door.things(w)
    const cell = cellOf(door, asker, pick(things), pick(things))
    if (cell !== null) cells.push(cell)
  }
  const relations = [...new Set(askers.map(({ relation }) => relation))]
  for (const door of DOORS)
    for (const relation of relations) add(door, pick(askers.filter(asker => asker.relation === relation)))
  for (const door of DOORS) {
    const [ids, asker] = opened(door)
    const cell = cellOf(door, asker, ids, ids)
    if (cell !== null) cells.push(cell)
  }
  while (cells.length < wish) add(pick(DOORS), pick(askers))
  return cells

  /** A thing behind the door with somebody who gets in to it. */
  function opened(door: Door): [Ids, Asker] {
    const inside = askers.filter(({ state }) => state === 'in')
    for (const ids of door.things(w))
      for (const asker of inside) if (door.says(o, asker.personId, ids) === 'allow') return [ids, asker]
    throw new Error(`nobody at all gets in at ${door.name}`)
  }

  function cellOf(door: Door, asker: Asker, ids: Ids, others: Ids): Cell | null {
    const method = door.form === undefined ? 'GET' : 'POST'
    const where = pick<Where>(method === 'GET' ? LOOKING : CHANGING)
    const said = asker.state === 'in' ? door.says(o, asker.personId, ids) : 'not_found'
    const asked = method === 'GET' ? look(door, ids, others, where) : change(door, ids, others, where)
    if (asked === null) return null
    const expected = expectation(asker, door, said, asked.kept)
    const changes = expected === 'allow' || expected === 'answered'
    if (method === 'POST' && door.final === true && changes) return null
    const thing = Object.entries(ids).map(([key, id]) => `${key} ${w.called.get(id) ?? id}`)
    const words = `${asker.words} · ${door.name} · ${where} · ${thing.join(', ')}`
    return { words, door, asker, where, method, path: asked.path, body: asked.body, expected }
  }

  function look(door: Door, ids: Ids, others: Ids, where: Where): Asked | null {
    const own = door.query?.(ids) ?? ''
    const path = fill(door, ids)
    const inPath = path !== fill(door, {})
    const query = (text: string): string =>
      text === '' && own === '' ? path : `${path}?${[own, text].filter(x => x !== '').join('&')}`
    const other = Object.values(others).find(id => UUID.test(id)) ?? UNKNOWN
    switch (where) {
      case 'unknown':
        return inPath ? { path: fill(door, unknown(ids)), body: null, kept: 'nothing' } : null
      case 'odd':
        return inPath ? { path: fill(door, ids, pick(ODD)), body: null, kept: 'nothing' } : null
      case 'operator in the path':
        return inPath
          ? { path: fill(door, ids, encodeURIComponent(`{"in":["${other}"]}`)), body: null, kept: 'nothing' }
          : null
      case 'query':
        return {
          path: query(`sok=${other}&fylke=${other}&id=${other}&unitId=${other}&personId=${other}`),
          body: null,
          kept: 'all',
        }
      case 'operator in the query':
        return {
          path: query(`unitId[in]=${other}&id[not]=&__proto__[id]=${other}&fylke[contains]=`),
          body: null,
          kept: 'all',
        }
      default:
        return { path: query(''), body: null, kept: 'all' }
    }
  }

  function change(door: Door, ids: Ids, others: Ids, where: Where): Asked | null {
    const fields = Object.entries(door.form?.(ids) ?? {})
    const path = fill(door, ids)
    const [key, id] = fields.find(([, value]) => UUID.test(value)) ?? ['', '']
    const foreign = Object.fromEntries(Object.entries(others).filter(([, value]) => UUID.test(value)))
    const rest = fields.filter(([name]) => name !== key)
    const written = (pairs: readonly (readonly [string, string])[]): string =>
      new URLSearchParams(pairs.map(pair => [...pair])).toString()
    const instead = (...pairs: [string, string][]): Asked | null =>
      key === '' ? null : { path, body: written([...rest, ...pairs]), kept: 'some' }
    const other = Object.values(foreign)[0] ?? UNKNOWN
    switch (where) {
      case 'another in the query':
        return { path: `${path}?${written(Object.entries(foreign))}`, body: written(fields), kept: 'all' }
      case 'another in the body':
        return {
          path,
          body: written([
            ...fields,
            ...Object.entries(foreign).filter(([name]) => !fields.some(([own]) => own === name)),
          ]),
          kept: 'all',
        }
      case 'twice':
        return instead([key, id], [key, UNKNOWN])
      case 'array':
        return instead([`${key}[]`, id])
      case 'operator':
        return instead([`${key}[in]`, id], [`${key}[not]`, other])
      case 'operator as JSON':
        return instead([key, `{"in":["${id}","${other}"]}`])
      case 'dotted operator':
        return instead([`${key}.contains`, id], [`${key}.equals`, other])
      case '__proto__':
        return instead([`__proto__[${key}]`, id], [`constructor.prototype.${key}`, id])
      case 'unknown': {
        const known = fill(door, unknown(ids))
        return known === path ? null : { path: known, body: written(fields), kept: 'some' }
      }
      default:
        return { path, body: written(fields), kept: 'all' }
    }
  }
}

interface Asked {
  path: string
  body: string | null
  /** Whether what was asked for is still the thing: all of it, perhaps, or nothing that there is. */
  kept: 'all' | 'some' | 'nothing'
}

const unknown = (ids: Ids): Ids => Object.fromEntries(Object.keys(ids).map(key => [key, UNKNOWN]))

/** @param odd stands in place of the last id */
function fill({ name }: Door, ids: Ids, odd?: string): string {
  const parts = (name.split(' ')[1] ?? '').split('/')
  const last = parts.findLastIndex(part => part.startsWith(':'))
  return parts
    .map((part, at) => {
      if (!part.startsWith(':')) return part
      return at === last && odd !== undefined ? odd : (ids[part.slice(1)] ?? part)
    })
    .join('/')
}

function expectation({ state }: Asker, door: Door, said: Verdict, kept: Asked['kept']): Expected {
  if (state === 'out') return door.public === true ? 'allow' : 'signed_out'
  if (state === 'pending') return 'pending'
  if (kept === 'nothing') return 'refused'
  if (kept === 'all') return said
  return said === 'allow' ? 'answered' : 'refused'
}
