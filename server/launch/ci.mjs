// What must hold before anything lands: types, lint, formatting, import law, unused code, build, all tests.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { prepare, ROOT, say } from './prepare.mjs'

prepare()
const checks = ['typecheck', 'lint'].map(name => ({ name, ok: npm(['run', '--silent', name]) }))
const testsOk = npm(['test', '--silent'])
const file = path.join(ROOT, '.cache', 'results', 'total.json')
const tests = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { passed: 0, failed: 1 }

for (const { name, ok } of checks) say(`${ok ? 'ok' : 'FAILED'}  ${name}`)
const failed = tests.failed + checks.filter(check => !check.ok).length + (testsOk || tests.failed > 0 ? 0 : 1)
// The build is one of them: without it prepare() would have ended the process.
const passed = tests.passed + checks.filter(check => check.ok).length + 1
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)

function npm(args) {
  return spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 1, 1] }).status === 0
}
