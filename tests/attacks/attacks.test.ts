import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ATTACKS } from './proofs'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8')

test.each(Object.entries(ATTACKS))('%s is tried', (_, proofs) => {
  expect(proofs.length).toBeGreaterThan(0)
  for (const [file, name] of proofs) expect(read(file), `${file}: ${name}`).toContain(name)
})

test('A22: nothing that a person writes is an address the server asks', () => {
  const files = fs
    .readdirSync(path.join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const asking = files.filter(file =>
    /\bfetch\(|https?\.(request|get)\(|from 'undici'|net\.connect\(/.test(read(path.join('server', file))),
  )
  // The providers' metadata, at addresses that the operator has configured.
  expect(asking).toEqual(['auth/oidc/oidc.ts'])
})
