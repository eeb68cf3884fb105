import { afterAll, beforeAll, expect, test } from 'vitest'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'

let product: Product
let municipality: Visitor
let county: Visitor
let teacher: Visitor
/** Addresses of this year's steps. */
let needs = ''
let decision = ''

beforeAll(async () => {
  product = await Product.start()
  const at = (email: string) => new Visitor(product).signIn(email)
  ;[municipality, county, teacher] = [
    await at('kommune@example.org'),
    await at('fylke@example.org'),
    await at('larer1@example.org'),
  ]
  needs =
    /\/puljer\/[0-9a-f-]{36}\/arshjul\/[0-9a-f-]{36}/.exec((await municipality.get('/')).body)?.[0] ?? ''
  const cohort = await county.get(needs.replace(/\/arshjul.*/, ''))
  const steps = [...cohort.body.matchAll(/\/puljer\/[0-9a-f-]{36}\/arshjul\/[0-9a-f-]{36}/g)].map(
    ([path]) => path,
  )
  decision = [...new Set(steps)].find(path => path !== needs) ?? ''
})
afterAll(() => product.remove())

const unitIn = (body: string): string => /name="orgUnitId" value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''

test('the municipality’s home says what is to be reported and by when', async () => {
  const { body } = await municipality.get('/')
  expect(body).toContain('Meld behov for Tønsberg')
  expect(body).toMatch(/Frist 2[89]\. februar/)
})

test('without script: a draft, then handed over, then answered', async () => {
  const orgUnitId = unitIn((await municipality.get(needs)).body)
  const report = { intent: 'report', orgUnitId, text: 'Vi vil øve på overganger.' }
  expect((await municipality.post(needs, report)).body).toContain('Utkastet er lagret.')
  expect((await county.get(needs)).body).not.toContain('øve på overganger')

  const empty = await municipality.post(needs, { ...report, text: ' ', submit: 'on' })
  expect([empty.status, empty.body.includes('Skriv noe før dere sender.')]).toEqual([400, true])

  expect((await municipality.post(needs, { ...report, submit: 'on' })).body).toContain('Dere har sendt')
  const page = await county.get(decision)
  expect(page.body).toContain('Vi vil øve på overganger.')
  expect(page.body).toContain('1 av 4 kommuner har sendt.')

  const reportId = /name="reportId" value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
  const undecided = await county.post(decision, { intent: 'decision', reportId, decisionText: 'Ja.' })
  expect(undecided.status).toBe(400)
  const answer = { intent: 'decision', reportId, outcome: 'partly', decisionText: 'Dere får halve beløpet.' }
  expect((await county.post(decision, answer)).body).toContain('Tønsberg har fått svar.')
  const seen = await municipality.get(needs)
  expect(seen.body).toContain('Dere får halve beløpet.')
  const late = await municipality.post(needs, { ...report, text: 'Noe annet' })
  expect([late.status, late.body.includes('Dette er avgjort')]).toEqual([400, true])
})

test('a teacher of the municipality finds no such page, whatever she sends to it', async () => {
  const unknown = needs.replace(/[0-9a-f-]{36}$/, '00000000-0000-4000-8000-000000000000')
  const answers = [
    await teacher.get(needs),
    await teacher.get(unknown),
    await teacher.post(needs, { intent: 'report', orgUnitId: unitIn(needs), text: 'x' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 400])
})

test('an address with a malformed step, in a cohort one does not know, is not found and stops nobody', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect((await teacher.get(`/puljer/${unknown}/arshjul/x`)).status).toBe(404)
  expect((await teacher.get('/')).status).toBe(200)
})
