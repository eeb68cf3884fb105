import fs from 'node:fs'
import path from 'node:path'
import type { JudgedRow, JudgeOptions, Result } from '~server/domain/organisations/lists/contract'
import { judgeUnits } from '~server/domain/organisations/lists/units'
import { Register } from '~server/domain/organisations/registry/lookup'
import { LARGEST_FILE, readList } from '~server/files/lists/read'
import { isListRefused, ListRefused } from '~server/files/lists/refused'
import { readShippedLists } from '~server/registers'
import { UsageError, type Command, type CommandContext, type CommandResult } from './command'
import { writeList } from './import-write'
import { progressBar } from './progress'

const USAGE = 'import:units FILE --country no|se|dk (--dry-run | --as EMAIL [--with-remarks]) [--county 39]'
const RESULTS = ['ok', 'warn', 'error', 'skip'] as const
const COUNTRIES = ['no', 'se', 'dk'] as const

/**
 * Judges a list of units by the registers that come with the product, without a database; or brings it, and writes it on
 * behalf of somebody.
 */
export const importUnits: Command = {
  usage: USAGE,
  about: 'says row by row what would become of a list of schools and kindergartens, or writes it',
  async run({ words: [file], options, database }) {
    if (file === undefined || file === '') throw new UsageError(`Use: ${USAGE}`)
    const register = new Register(readShippedLists(), new Date().toISOString().slice(0, 10))
    const judging = judgeOptions(options, register)
    if (options['dry-run'] === true) {
      const answer = await judged(file, register, judging)
      const lines = [...answer.lines, '', countsLine(answer.counts)]
      return { json: { counts: answer.counts }, pieces: wrapped(answer.rows), lines }
    }
    const { as } = options
    if (typeof as !== 'string')
      throw new UsageError('Say on whose behalf it is written: --as EMAIL. Or look first: --dry-run')
    if (judging.country !== 'no') throw new UsageError('Only lists of Norway can be written.')
    const bytes = readable(() => bytesOf(file))
    await database()
    const county = judging.within?.[0] ?? null
    return told(await writeList({ file, bytes, as, county, withRemarks: options['with-remarks'] === true }))
  },
}

function told({ rows, written, refused, leftOut }: Awaited<ReturnType<typeof writeList>>): CommandResult {
  const counts = { ok: 0, warn: 0, error: 0, skip: 0 }
  for (const { result } of rows) counts[result]++
  const outcome = refused ?? `Written: ${JSON.stringify(written)}`
  const waiting = leftOut === 0 ? [] : [`Rows with remarks that were left out: ${leftOut} (--with-remarks)`]
  return {
    json: { written },
    pieces: wrapped(
      rows.map(row => JSON.stringify(forMachines(row))),
      { written, refused, leftOut },
    ),
    lines: [...rows.flatMap(line), '', countsLine(counts), ...waiting, outcome],
    ok: refused === null,
  }
}

const countsLine = (counts: Record<Result, number>): string =>
  RESULTS.map(result => `${result} ${counts[result]}`).join(', ')

function judgeOptions(options: CommandContext['options'], register: Register): JudgeOptions {
  const country = COUNTRIES.find(each => each === (options['country'] ?? 'no'))
  if (country === undefined) throw new UsageError(`--country is one of ${COUNTRIES.join(', ')}`)
  const { county } = options
  if (county === undefined) return { country }
  if (typeof county !== 'string' || !/^\d{1,4}$/.test(county))
    throw new UsageError('--county is a number like 39')
  const code = county.length === 1 ? county.padStart(2, '0') : county
  const isKnown =
    country !== 'no' || (code.length === 2 ? register.county(code) : register.standing(code)) !== null
  if (!isKnown) throw new UsageError(`There is no county ${county}`)
  return { country, within: [code] }
}

type Told = Pick<JudgedRow<unknown>, 'sheet' | 'row' | 'result' | 'reasons' | 'value'>

interface Answer {
  /** Rows as JSON: of 20 000 rows the texts are a tenth of the objects. */
  rows: string[]
  lines: string[]
  counts: Record<Result, number>
}

async function judged(file: string, register: Register, options: JudgeOptions): Promise<Answer> {
  const answer: Answer = { rows: [], lines: [], counts: { ok: 0, warn: 0, error: 0, skip: 0 } }
  const bar = progressBar()
  try {
    const source = bar.counting(readList(bytesOf(file), file))
    for await (const row of judgeUnits(source, register, options)) {
      answer.rows.push(JSON.stringify(forMachines(row)))
      answer.lines.push(...line(row))
      answer.counts[row.result]++
      bar.judged(answer.rows.length)
    }
    return answer
  } catch (error) {
    throw inASentence(error)
  } finally {
    bar.end()
  }
}

const inASentence = (error: unknown): unknown =>
  isListRefused(error) ? new UsageError(error.message) : error

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw inASentence(error)
  }
}

const AT_ONCE = 500

/** `{"rows":[…]}` and what else there is to say, some rows at a time. */
function* wrapped(rows: readonly string[], more: object = {}): Generator<string> {
  yield '{"rows":['
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    yield `${at === 0 ? '' : ','}${rows.slice(at, at + AT_ONCE).join(',')}`
  }
  const rest = JSON.stringify(more).slice(1)
  yield rest === '}' ? ']}' : `],${rest}`
}

/** npm runs a command in the product's folder; what was meant is a file where the caller stood. */
function bytesOf(file: string): Buffer {
  const places = [path.resolve(file), path.resolve(process.env['INIT_CWD'] ?? '.', file)]
  const place = places.find(each => fs.statSync(each, { throwIfNoEntry: false })?.isFile())
  if (place === undefined) throw new UsageError(`There is no file ${file}`)
  if (fs.statSync(place).size > LARGEST_FILE) throw new ListRefused('too_large')
  return fs.readFileSync(place)
}

const forMachines = ({ sheet, row, result, reasons, value }: Told) => ({
  sheet,
  row,
  result,
  reasons: reasons.map(({ code, text }) => ({ code, text })),
  value,
})

function line({ sheet, row, result, reasons }: Told): string[] {
  if (result === 'skip' || (result === 'ok' && reasons.length === 0)) return []
  const where = sheet === null ? `${row}` : `${sheet} ${row}`
  return [`${result.padEnd(5)} ${where}: ${reasons.map(reason => reason.text).join(' ')}`]
}
