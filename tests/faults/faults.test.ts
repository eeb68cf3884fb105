import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FAULTS, NOT_SHOWN } from './faults'

const ROOT = path.resolve(import.meta.dirname, '..', '..')

test.each(Object.entries(FAULTS))('%s is tried', (_, proofs) => {
  expect(proofs.length).toBeGreaterThan(0)
  for (const [file, name] of proofs) {
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8'), `${file}: ${name}`).toContain(name)
  }
})

test('every fault from F1 to F30 is either tried or said not to be', () => {
  const named = [...Object.keys(FAULTS), ...Object.keys(NOT_SHOWN)].map(name => name.split(' ')[0])
  const all = Array.from({ length: 30 }, (_, at) => `F${at + 1}`)
  expect(named.sort()).toEqual(all.sort())
})
