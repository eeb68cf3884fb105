import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { FACES, type Face } from './faces'
import { unitFacts, everybody, table, type Somebody } from './who'
import { useWholeNetwork } from './whole-network'

// Each area's rules asked about everybody and everything of a whole network, against tables that are kept beside
// the rules: a line that changes is a right that somebody gains or loses, to be read before it is kept. WRITE=1 writes them anew.
const w = useWholeNetwork()
let people: Somebody[]

beforeAll(() => {
  people = everybody(w)
})

const fileOf = (area: string): string => path.join(import.meta.dirname, 'who-sees', `${area}.txt`)

describe.each(Object.entries(FACES))('%s: who sees and may what', (area, faces) => {
  test('as in the table', async () => {
    const facts = await unitFacts()
    const sections: string[] = []
    const ask = async ([title, answer]: [string, Face]): Promise<string> =>
      `# ${title}\n${await table(people, actor => answer(actor, w, facts))}`
    for (const face of Object.entries(faces)) sections.push(await ask(face))
    const said = sections.join('\n')
    if (process.env['WRITE'] === '1') fs.writeFileSync(fileOf(area), said)
    expect(said).toBe(fs.readFileSync(fileOf(area), 'utf8'))
  })
})

test('within a cohort one sees the same enrolments as in all of them together', async () => {
  const faces = FACES['cohorts'] ?? {}
  const rows = async (title: string): Promise<string> =>
    table(people, async actor => [...((await faces[title]?.(actor, w, [])) ?? [])].sort())
  const together = await rows('sees that these take part')
  expect(together).toContain('in ')
  expect(await rows('sees that these take part (one cohort at a time)')).toBe(together)
})
