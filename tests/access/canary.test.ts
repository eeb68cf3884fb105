import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, everyAddress, UNKNOWN, type Address } from './canary/addresses'
import { canariesIn, type Canary } from './canary/canaries'
import { fetchPage, inTurns, type Page } from './canary/crawl'
import { openHouse, type House } from './canary/house'
import { letters, secretAddresses } from './canary/letters'
import { documentFrames, eventFrames } from './canary/sockets'

// `npm run test:canary` on a built product, too long for every run. CANARY=all asks as everybody; otherwise as those who have most to gain by looking elsewhere.
const SAMPLE = ['northTown', 'leader', 'crossing resource person', 'former teacher']

let house: House
/** What was looked through. */
const searched = { pages: 0, frames: 0 }

beforeAll(async () => {
  house = await openHouse()
}, 180_000)
afterAll(async () => {
  if (process.env['CANARY'] === 'all')
    process.stdout.write(`${searched.pages} answers and ${searched.frames} frames were searched\n`)
  await house.close()
}, 60_000)

const asked = (): string[] => (process.env['CANARY'] === 'all' ? Object.keys(house.w.cast) : SAMPLE)

const idOf = (who: string): string => house.w.cast[who]?.personId ?? ''

const describeCanary = ({ kind, of, unit }: Canary): string =>
  `${kind} of ${house.w.called.get(of) ?? nameOf(of)} (${house.w.called.get(unit) ?? unit})`
const nameOf = (id: string): string =>
  Object.entries(house.w.cast).find(([, { personId }]) => personId === id)?.[0] ?? id

/** Marked strings in a text that this person may not meet, in words. @param said what the person said themselves */
function hits(who: string, text: string, said = ''): string[] {
  return canariesIn(text.replaceAll(said === '' ? '\0' : said, '…')).flatMap(word => {
    const canary = house.canaries.get(word)
    if (canary === undefined || house.table.may(idOf(who), canary)) return []
    return [`${who} meets ${describeCanary(canary)}`]
  })
}

/** Without what differs from answer to answer: the id asked for, and nonces. */
const plain = (body: string, id: string): string =>
  body.replaceAll(id, 'ID').replaceAll(/nonce(=|\\?":\\?)"[^"]*"/g, '')

async function everything(who: string, addresses: readonly Address[]): Promise<string[]> {
  const cookie = house.cookies.get(who) ?? ''
  const found = new Map<string, string>()
  const refusals = new Map<string, Set<string>>()
  const look = async (path: string, pattern: string): Promise<Page> => {
    const page = await fetchPage(`${house.product.url}${path}`, cookie)
    searched.pages++
    if (page.status >= 500) found.set(`${who}: ${pattern} answers ${page.status}`, path)
    for (const hit of hits(who, page.body)) found.set(`${hit} at ${pattern}`, path)
    return page
  }
  await inTurns(addresses, 6, async ({ path, pattern, file }) => {
    const first = await look(file ? path : dataOf(path), pattern)
    if (first.status === 404) {
      // In the address, and of whoever asks, who stands at the top of every page.
      const id = [...path.matchAll(/[0-9a-f-]{36}/g)].map(([each]) => each).concat(idOf(who))
      const body = id.reduce((text, each) => plain(text, each), first.body)
      refusals.set(pattern, (refusals.get(pattern) ?? new Set()).add(body))
    }
    if (!file && (first.status === 200 || path.includes(UNKNOWN))) await look(path, pattern)
  })
  for (const [pattern, bodies] of refusals)
    if (bodies.size > 1)
      found.set(`${who}: ${pattern} refuses in ${bodies.size} ways`, [...bodies].join('\n—\n'))
  return [...found].map(([hit, path]) => `${hit}: ${path}`).sort()
}

describe('every unit’s data carries a string of its own, and nobody meets one that is not theirs', () => {
  test('in pages, their data and files, with everybody’s ids; what is forbidden looks as what there is not', async () => {
    const addresses = everyAddress(house.w, [idOf('teacher'), idOf('northTeacher'), UNKNOWN])
    const found: string[] = []
    for (const who of asked()) found.push(...(await everything(who, addresses)))
    expect(found).toEqual([])
  }, 600_000)

  test('by searching for it: a stranger’s string is answered like one there is not', async () => {
    const found: string[] = []
    const searches = [
      '/enheter?sok=',
      '/folk?sok=',
      '/puljer/:cohort/kommuner?sok=',
      '/samlinger/:gathering?sok=',
    ]
    const kinds = ['unit', 'person', 'email', 'contact', 'newcomer', 'invitee'] as const
    for (const who of asked()) {
      const foreign = kinds.flatMap(kind => {
        const one = [...house.canaries].find(
          ([, each]) => each.kind === kind && !house.table.may(idOf(who), each),
        )
        return one === undefined ? [] : [one[0]]
      })
      const questions = searches.flatMap(search => foreign.map(word => ({ search, word })))
      await inTurns(questions, 6, async ({ search, word }) => {
        const at = search
          .replace(':cohort', house.w.cohorts[0] ?? '')
          .replace(':gathering', house.w.gatherings[1] ?? '')
        // As near to everything else as the word itself: what is spelled nearly so is shown.
        const nonsense = word.replace(/x$/, 'y')
        const ask = async (words: string): Promise<string> => {
          const page = await fetchPage(
            `${house.product.url}${dataOf(`${at}${words}`)}`,
            house.cookies.get(who) ?? '',
          )
          searched.pages++
          found.push(...hits(who, page.body, words).map(hit => `${hit} by searching at ${search}`))
          return `${page.status} ${page.body.replaceAll(words, '…')}`
        }
        if ((await ask(word)) !== (await ask(nonsense)))
          found.push(`${who} is answered otherwise for ${word} at ${search}`)
      })
    }
    expect([...new Set(found)].sort()).toEqual([])
  }, 600_000)

  test('in frames of documents and of events', async () => {
    const found = new Set<string>()
    const { url } = house.product
    for (const who of asked()) {
      const cookie = house.cookies.get(who) ?? ''
      const refused = new Set<string>()
      for (const id of [...house.w.documents, UNKNOWN]) {
        const frames = await documentFrames(url, cookie, id)
        searched.frames += frames.length
        for (const hit of frames.flatMap(frame => hits(who, frame))) found.add(`${hit} in a document’s frame`)
        if (frames.length === 1) refused.add(frames[0] ?? '')
      }
      if (refused.size > 1) found.add(`${who}: documents are refused in ${[...refused].join(' or ')}`)
      const frames = await eventFrames(url, cookie, [...house.w.gatherings, UNKNOWN])
      searched.frames += frames.length
      for (const hit of frames.flatMap(frame => hits(who, frame))) found.add(`${hit} in an event’s frame`)
    }
    expect([...found].sort()).toEqual([])
  }, 300_000)
  test('behind an address with a secret in it: whoever holds it meets what it is about', async () => {
    const found = new Set<string>()
    for (const { path, may } of await secretAddresses(house)) {
      const page = await fetchPage(`${house.product.url}${path}`, '')
      searched.pages++
      for (const canary of canariesIn(page.body).flatMap(word => house.canaries.get(word) ?? []))
        if (!may(canary)) found.add(`${describeCanary(canary)} at ${path.replace(/[^/]+$/, '…')}`)
    }
    expect([...found].sort()).toEqual([])
  }, 120_000)

  // The last one: it sends every invitation anew.
  test('in letters: whoever gets one meets what it is about', async () => {
    const found = new Set<string>()
    const sent = await letters(house)
    expect(sent.length).toBeGreaterThan(10)
    for (const { words, text, may } of sent)
      for (const canary of canariesIn(text).flatMap(word => house.canaries.get(word) ?? []))
        if (!may(canary)) found.add(`${describeCanary(canary)} in a ${words}`)
    expect([...found].sort()).toEqual([])
  }, 180_000)
})
