import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { ROOT } from '~server/root'

const read = (file: string): string =>
  fs.readFileSync(path.join(ROOT, 'prisma', 'seed', 'data', file), 'utf8')

/** Rows of a CSV file of the demo's data, by the names in its first line. */
export function readRows<Column extends string>(file: string): Record<Column, string>[] {
  return parse<Record<Column, string>>(read(file), { columns: true })
}

/** Known before the row is written, so that rows of several tables go in as batches. */
export const newId = (): string => crypto.randomUUID()

/** What must be there, because this seed itself put it there. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demo data has no ${what}.`)
  return value
}
