import { execFile, type ExecFileException } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ROOT } from '~server/root'
import { workbook } from '../../tests/support/workbooks'
import { aFolder } from '../../tests/support/scratch'

const EXAMPLES = path.join(ROOT, 'tests', 'examples', 'lists')
const folder = aFolder()
afterAll(() => fs.rmSync(folder, { recursive: true }))

interface Answer {
  rows: {
    sheet: string | null
    row: number
    result: string
    reasons: { code: string; text: string }[]
    value: unknown
  }[]
}

/** The command as an operator types it, in a process of its own that has no database. */
function cli(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const tsx = path.join(ROOT, 'node_modules', '.bin', 'tsx')
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: path.join(folder, 'none'),
  }
  const args = [path.join(ROOT, 'server', 'cli', 'main.ts'), 'import:units', ...words]
  return new Promise(resolve => {
    execFile(
      tsx,
      args,
      { cwd: ROOT, env, maxBuffer: 2 ** 28 },
      (error: ExecFileException | null, out, err) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err })
      },
    )
  })
}

function file(name: string, content: string | Buffer): string {
  const place = path.join(folder, name)
  fs.writeFileSync(place, content)
  return place
}

describe('import:units --dry-run', () => {
  test.each([
    ['vestfold-skoler.xlsx', 'Skoler 2026'],
    ['finnmark-samisk-nettverk.csv', null],
  ])(
    'says of each row of %s what would become of it',
    async (name, sheet) => {
      const { status, out } = await cli(path.join(EXAMPLES, name), '--country', 'no', '--dry-run', '--json')
      const { rows } = JSON.parse(out) as Answer
      expect(status).toBe(0)
      const error = rows.find(row => row.result === 'error')
      expect(error).toMatchObject({ sheet, value: null, reasons: [{ code: 'org_number_check_digit' }] })
      expect(Object.keys(error?.reasons[0] ?? {})).toEqual(['code', 'text'])
      expect(error?.reasons[0]?.text).toContain('kontrollsifferet stemmer ikke')
      expect(fs.existsSync(path.join(folder, 'none'))).toBe(false)
    },
    60_000,
  )

  test('of a county that is named, and in lines for people', async () => {
    const { status, out } = await cli(
      path.join(EXAMPLES, 'vestfold-skoler.xlsx'),
      '--dry-run',
      '--county',
      '56',
    )
    expect(status).toBe(0)
    expect(out).toContain('3907 Sandefjord ligger i Vestfold, utenfor det listen gjelder.')
    expect(out.trimEnd()).toMatch(/ok 0, warn 16, error 5, skip 9$/)
  }, 60_000)

  test.each([
    ['a file that is not there', () => ['nowhere.csv', '--dry-run'], 'There is no file'],
    ['no file', () => ['--dry-run'], 'Use: import:units'],
    ['a file with macros', () => [file('a.xlsm', workbook([['a']])), '--dry-run'], 'makroer'],
    ['a file of another kind', () => [file('a.pdf', '%PDF-1.4'), '--dry-run'], 'passer ikke'],
    ['a file of 100 MB', () => [file('b.csv', Buffer.alloc(100 * 2 ** 20)), '--dry-run'], 'større enn 20 MB'],
    ['a country we do not know', () => [file('c.csv', 'a;b'), '--country', 'fi', '--dry-run'], '--country'],
    ['a county we do not know', () => [file('d.csv', 'a;b'), '--county', '99', '--dry-run'], 'no county 99'],
    ['an option we do not know', () => [file('e.csv', 'a;b'), '--unlikely'], 'unlikely'],
  ])(
    'says in a sentence what is wrong with %s',
    async (_, words, sentence) => {
      const { status, out, err } = await cli(...words())
      expect({ status, out }).toEqual({ status: 1, out: '' })
      expect(err).toContain(sentence)
      expect(err).not.toContain('    at ')
    },
    60_000,
  )
})
