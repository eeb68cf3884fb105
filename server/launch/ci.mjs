// What must hold before anything lands: types, lint, formatting, import law, unused code, build, all tests.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { prepare, ROOT, say } from './prepare.mjs'

prepare()
// Each has a core of its own; what they say comes whole, one after the other.
const checks = await Promise.all(['typecheck', 'lint'].map(check))
const testsOk = npm(['test', '--silent'])
const file = path.join(ROOT, '.cache', 'results', 'total.json')
const tests = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { passed: 0, failed: 1 }

for (const { name, ok } of checks) say(`${ok ? 'ok' : 'FAILED'}  ${name}`)
const failed = tests.failed + checks.filter(check => !check.ok).length + (testsOk || tests.failed > 0 ? 0 : 1)
// The build is one of them: without it prepare() would have ended the process.
const passed = tests.passed + checks.filter(check => check.ok).length + 1
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)

function check(name) {
  const running = spawn('npm', ['run', '--silent', name], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  for (const stream of [running.stdout, running.stderr]) stream.on('data', words => said.push(words))
  return new Promise(resolve =>
    running.on('close', status => {
      process.stdout.write(Buffer.concat(said))
      resolve({ name, ok: status === 0 })
    }),
  )
}

function npm(args) {
  return spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 1, 1] }).status === 0
}
