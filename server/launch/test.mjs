// `npm test`: prepares everything and runs all tests. `npm test -- WORDS` runs the files whose path holds one of them.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { prepare, ROOT, say } from './prepare.mjs'
import { need, wish } from './programs.mjs'

const words = process.argv.slice(2)
const results = path.join(ROOT, '.cache', 'results')
const isJourney = word => word.startsWith('tests/e2e') || word.endsWith('.spec.ts')

prepare()
fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })
const env = {
  ...process.env,
  CHROMIUM_PATH: need('chromium'),
  REDIS_SERVER_PATH: need('redis'),
  CADDY_PATH: wish('caddy') ?? '',
}

const totals = [
  ...(words.length === 0 || words.some(word => !isJourney(word)) ? [vitest()] : []),
  ...(words.length === 0 || words.some(isJourney) ? [playwright()] : []),
]
const passed = totals.reduce((sum, total) => sum + total.passed, 0)
const failed = totals.reduce((sum, total) => sum + total.failed, 0)
fs.writeFileSync(path.join(results, 'total.json'), JSON.stringify({ passed, failed }))
say(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function vitest() {
  const file = path.join(results, 'vitest.json')
  const status = run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...words.filter(word => !isJourney(word)),
  ])
  const report = read(file)
  return count(status, report?.numPassedTests, report?.numFailedTests)
}

function playwright() {
  const file = path.join(results, 'playwright.json')
  const status = run('playwright', ['test', ...words.filter(isJourney)], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const report = read(file)
  return count(status, report?.stats?.expected, report?.stats?.unexpected)
}

/** A runner that ended badly without naming a failed test (it could not start, a file did not load) has failed too. */
function count(status, passed = 0, failed = 0) {
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1) }
}

function run(name, args, more = {}) {
  return spawnSync(path.join(ROOT, 'node_modules', '.bin', name), args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...env, ...more },
  }).status
}

function read(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null
}
