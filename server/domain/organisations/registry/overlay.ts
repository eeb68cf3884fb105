import type { ListName, Lists } from './rows'

/** Lists whose rows are kept as they are; those of schools and kindergartens have a table of their own. */
export type Listed = Exclude<ListName, 'no-schools' | 'no-kindergartens'>

type Row = Lists[Listed][number]

/** By what a row of a list is the same row in a newer one. */
const KEYS: { [N in Listed]: (row: Lists[N][number]) => string } = {
  'no-counties': row => row.code,
  'no-municipalities': row => row.code,
  'no-municipality-changes': row => [row.date, row.fromCode, row.toCode, row.kind, row.toName].join('|'),
  'no-municipality-names': row => [row.code, row.kind, row.name].join('|'),
  'se-municipalities': row => row.code,
  'dk-municipalities': row => row.code,
}

export const isListed = (name: ListName): name is Listed => name in KEYS

/**
 * A newer list laid over what is known: its rows count, and rows that it no longer has stay.
 *
 * @returns `missing`: keys of rows in force that the newer list does not have. They are not ended by that.
 */
export function overlay(
  list: Listed,
  known: Lists[Listed],
  newer: Lists[Listed],
): { rows: Lists[Listed]; missing: string[] } {
  const key = KEYS[list] as (row: Row) => string
  const fresh = new Set([...newer].map(key))
  const kept = [...known].filter(row => !fresh.has(key(row)))
  const missing = kept.filter(row => !('validTo' in row) || row.validTo === null).map(key)
  return { rows: [...kept, ...newer] as Lists[Listed], missing }
}
