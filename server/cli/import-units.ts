import fs from 'node:fs'
import path from 'node:path'
import type { JudgedRow, JudgeOptions, Result, UnitValue } from '~server/domain/organisations/lists/contract'
import { judgeUnits } from '~server/domain/organisations/lists/units'
import { Register } from '~server/domain/organisations/registry/lookup'
import { LARGEST_FILE, readList } from '~server/files/lists/read'
import { isListRefused, ListRefused } from '~server/files/lists/refused'
import { readShippedLists } from '~server/registers'
import { UsageError, type Command, type CommandContext } from './command'
import { progressBar } from './progress'

const USAGE = 'import:units FILE --country no|se|dk --dry-run [--county 39]'
const RESULTS = ['ok', 'warn', 'error', 'skip'] as const
const COUNTRIES = ['no', 'se', 'dk'] as const

/** Judges a list of units by the registers that come with the product; needs no database, and writes nothing. */
export const importUnits: Command = {
  usage: USAGE,
  about: 'says row by row what would become of a list of schools and kindergartens',
  async run({ words: [file], options }) {
    if (file === undefined || file === '') throw new UsageError(`Use: ${USAGE}`)
    const register = new Register(readShippedLists(), new Date().toISOString().slice(0, 10))
    const judging = judgeOptions(options, register)
    if (options['dry-run'] !== true) {
      throw new UsageError(
        'Lists are written on the page “Lister”, where somebody says yes first. Here: --dry-run',
      )
    }
    const answer = await judged(file, register, judging)
    const lines = [
      ...answer.lines,
      '',
      RESULTS.map(result => `${result} ${answer.counts[result]}`).join(', '),
    ]
    return { json: { counts: answer.counts }, pieces: wrapped(answer.rows), lines }
  },
}

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
      answer.rows.push(JSON.stringify(told(row)))
      answer.lines.push(...line(row))
      answer.counts[row.result]++
      bar.judged(answer.rows.length)
    }
    return answer
  } catch (error) {
    throw isListRefused(error) ? new UsageError(error.message) : error
  } finally {
    bar.end()
  }
}

const AT_ONCE = 500

/** `{"rows":[…]}`, some rows at a time. */
function* wrapped(rows: readonly string[]): Generator<string> {
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    yield `${at === 0 ? '{"rows":[' : ','}${rows.slice(at, at + AT_ONCE).join(',')}`
  }
  yield rows.length === 0 ? '{"rows":[]}' : ']}'
}

/** npm runs a command in the product's folder; what was meant is a file where the caller stood. */
function bytesOf(file: string): Buffer {
  const places = [path.resolve(file), path.resolve(process.env['INIT_CWD'] ?? '.', file)]
  const place = places.find(each => fs.statSync(each, { throwIfNoEntry: false })?.isFile())
  if (place === undefined) throw new UsageError(`There is no file ${file}`)
  if (fs.statSync(place).size > LARGEST_FILE) throw new ListRefused('too_large')
  return fs.readFileSync(place)
}

const told = ({ sheet, row, result, reasons, value }: JudgedRow<UnitValue>) => ({
  sheet,
  row,
  result,
  reasons: reasons.map(({ code, text }) => ({ code, text })),
  value,
})

function line({ sheet, row, result, reasons }: JudgedRow<UnitValue>): string[] {
  if (result === 'skip' || (result === 'ok' && reasons.length === 0)) return []
  const where = sheet === null ? `${row}` : `${sheet} ${row}`
  return [`${result.padEnd(5)} ${where}: ${reasons.map(reason => reason.text).join(' ')}`]
}
