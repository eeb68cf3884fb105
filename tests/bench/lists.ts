import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '~server/root'
import { sheetXml, workbookParts, zip } from '../support/workbooks'

/**
 * How long the command takes for a list of 20,000 rows, and how much memory the process needs at most.
 * `npx tsx tests/bench/lists.ts [rows]`
 */
const rows = Number(process.argv[2] ?? 20_000)
const HEAD = ['Kommune', 'Kommunenr', 'Skole', 'Orgnr', 'Kontaktperson', 'E-post']

/** Real schools again and again, with other contacts, and every kind of thing that is wrong now and then. */
function list(): string[][] {
  const schools = fs
    .readFileSync(path.join(ROOT, 'prisma', 'registers', 'no-schools.csv'), 'utf8')
    .split('\n')
    .slice(1, -1)
  return Array.from({ length: rows }, (_, i) => {
    const [number = '', name = '', code = ''] = (schools[i % schools.length] ?? '').split(',')
    const email = i % 17 === 0 ? `navn${i}.example.org` : `navn.nr${i}@example.org`
    return [
      i % 11 === 0 ? `Feil${i}` : '',
      i % 7 === 0 ? code.replace(/^0/, '') : code,
      name,
      number,
      `Navn ${i}`,
      email,
    ]
  })
}

const EMPTY =
  '<row r="#" spans="1:6" x14ac:dyDescent="0.25"><c r="A#" s="1"/><c r="B#" s="1"/><c r="C#" s="1"/></row>'

function files(folder: string): string[] {
  const table = [HEAD, ...list()]
  const csv = path.join(folder, 'list.csv')
  const xlsx = path.join(folder, 'list.xlsx')
  const formatted = path.join(folder, 'formatted.xlsx')
  fs.writeFileSync(csv, table.map(row => row.map(cell => `"${cell}"`).join(';')).join('\n'))
  fs.writeFileSync(xlsx, zip(workbookParts({ Skoler: sheetXml(table) })))
  const empty = Array.from({ length: 1_000_000 }, (_, i) => EMPTY.replaceAll('#', String(i + 20))).join('')
  const few = sheetXml(table.slice(0, 10)).replace('</sheetData>', `${empty}</sheetData>`)
  fs.writeFileSync(formatted, zip(workbookParts({ Skoler: few })))
  return [csv, xlsx, formatted]
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lists-'))
for (const file of files(folder)) {
  const command = ['node_modules/.bin/tsx', 'server/cli/main.ts', 'import:units', file, '--dry-run', '--json']
  const { stderr, stdout } = spawnSync('/usr/bin/time', ['-f', '%e %M %U', ...command], {
    cwd: ROOT,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  })
  const [seconds = '', kilobytes = '', busy = ''] = stderr.trim().split('\n').at(-1)?.split(' ') ?? []
  const { length } = (JSON.parse(stdout) as { rows: unknown[] }).rows
  const size = Math.round(fs.statSync(file).size / 1024)
  console.log(
    `${path.basename(file)} (${size} KB): ${length} rows in ${seconds} s (${busy} s of computing), ${Math.round(Number(kilobytes) / 1024)} MB at most`,
  )
}
fs.rmSync(folder, { recursive: true })
