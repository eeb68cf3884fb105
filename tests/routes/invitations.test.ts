import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { ask } from '../support/http'
import { Product } from '../support/product'
import { sql } from '../support/sql'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'

let product: Product
let county: Visitor
let cohort: string
let mailing: string
let link: string

beforeAll(async () => {
  product = await Product.start({ env: { LOG_LEVEL: 'debug' } })
  county = await new Visitor(product).signIn('fylke@example.org')
  const made = await county.get('/puljer/ny')
  const value = (name: string) =>
    new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(made.body)?.[1] ??
    new RegExp(`name="${name}"[\\s\\S]*?<option[^>]*value="([0-9a-f-]{36})"`).exec(made.body)?.[1] ??
    ''
  const answer = await county.post('/puljer/ny', {
    programmeId: value('programmeId'),
    hostId: value('hostId'),
    startsOn: '2027-08',
  })
  cohort = answer.headers.location ?? ''
  const page = (await county.get(`${cohort}/inviter`)).body
  const town = /name="addresses\.([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
  const sent = await county.post(`${cohort}/inviter`, {
    step: 'municipality',
    orgUnitIds: town,
    [`addresses.${town}`]: 'post@kommune.example.org',
    locale: 'nb',
    message: '',
    deadline: '2099-05-31',
    reminderDays: '',
    intent: 'send',
  })
  mailing = sent.headers.location ?? ''
  await until('the mail is there', async () => {
    link = /\/invitasjon\/[\w-]{43}/.exec((await county.get('/demo/e-post')).body)?.[0] ?? ''
    return link
  })
}, 120_000)
afterAll(() => product.remove())

const mainOf = (body: string): string => /<main[\s\S]*?<\/main>/.exec(body)?.[0] ?? ''

describe('without JavaScript', () => {
  test('a county invites, and sees how far it has come by asking again', async () => {
    expect(mailing).toMatch(/\/utsendinger\/[0-9a-f-]{36}$/)
    const page = await county.get(mailing)
    expect(page.status).toBe(200)
    expect(page.body).toContain('post@kommune.example.org')
  })

  test('a mail scanner that only asks whether the page is there has not seen it; whoever opens it has', async () => {
    const before = mainOf((await county.get(mailing)).body)
    expect((await ask(`${product.url}${link}`, { method: 'HEAD' })).status).toBe(200)
    expect(mainOf((await county.get(mailing)).body)).toBe(before)
    expect((await new Visitor(product).get(link)).status).toBe(200)
    expect(mainOf((await county.get(mailing)).body)).not.toBe(before)
  })

  test('the answer page is for nobody’s cache and tells no other site where it was', async () => {
    const { headers } = await new Visitor(product).get(link)
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['referrer-policy']).toBe('same-origin')
  })

  test('links are made of the product’s own address, whatever Host a caller writes; tokens stay out of the log', async () => {
    await new Visitor(product).get(link, { Host: 'ondskap.example.org' })
    expect((await county.get('/demo/e-post')).body).not.toContain('ondskap')
    expect(product.output).toContain('/invitasjon/:token')
    expect(product.output).not.toContain(link)
  })

  test('unknown, malformed and half links are the same page', async () => {
    const pages = await Promise.all(
      [`/invitasjon/${'A'.repeat(43)}`, '/invitasjon/x', link.slice(0, -1)].map(path =>
        new Visitor(product).get(path),
      ),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(pages.map(({ body }) => mainOf(body))).size).toBe(1)
  })

  test('a form from another site answers nothing', async () => {
    const foreign = await new Visitor(product).post(link, { answer: 'accept' }, 'https://ondskap.example.org')
    expect(foreign.status).toBe(403)
  })

  test('somebody says no with a reason, and yes after all', async () => {
    const town = new Visitor(product)
    const without = await town.post(link, { answer: 'accept' })
    expect(without.status).toBe(400)
    const no = await town.post(link, { answer: 'decline', reason: 'time', note: '' })
    expect([no.status, no.headers.location]).toEqual([302, link])
    expect((await town.get(link)).body).toContain('har takket nei')
    const two = new URLSearchParams([
      ['answer', 'accept'],
      ['criteria', '0'],
      ['criteria', '1'],
    ]).toString()
    const yes = await ask(`${product.url}${link}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: product.url },
      body: two,
    })
    expect(yes.status).toBe(302)
    expect((await town.get(link)).body).toContain('Takk for svaret!')
  })
})

describe('what was chosen stays, without JavaScript', () => {
  const chosenIn = (body: string, name: string): string =>
    /value="([^"]*)" selected/.exec(
      new RegExp(`<select[^>]* name="${name}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? '',
    )?.[1] ?? ''
  let period: string
  beforeAll(async () => {
    const cohorts = (await county.get('/puljer')).body
    period = /(\/puljer\/[0-9a-f-]{36})"[^>]*>Periode 1/.exec(cohorts)?.[1] ?? ''
  })

  test('step and status of the funnel, together, and the list is of both', async () => {
    const { body } = await county.get(`${period}/invitasjoner?trinn=unit&status=sent`)
    expect([chosenIn(body, 'trinn'), chosenIn(body, 'status')]).toEqual(['unit', 'sent'])
    const list = mainOf(body)
    expect(list).toContain('Haukerød')
    expect(list).not.toContain('Bugården')
    expect(list).toContain('invitasjoner.xlsx?trinn=unit&amp;status=sent')
  })

  test('whom to invite, at which of several addresses, what to write and when, when the form comes back', async () => {
    const page = (await county.get(`${cohort}/inviter`)).body
    const [one = '', two = ''] = [...page.matchAll(/name="addresses\.([0-9a-f-]{36})"/g)].map(([, id]) => id)
    // Two known addresses make it a choice: written once in another mailing, which is taken back.
    const send = { step: 'municipality', locale: 'nb', message: '', deadline: '2099-05-31', reminderDays: '' }
    for (const email of ['forste@kommune.example.org', 'andre@kommune.example.org']) {
      const sent = await county.post(`${cohort}/inviter`, {
        ...{ ...send, orgUnitIds: one, [`addresses.${one}`]: email, intent: 'send' },
      })
      await county.post(sent.headers.location ?? '', { intent: 'withdraw-all' })
    }
    const again = await county.post(`${cohort}/inviter`, {
      ...{ ...send, orgUnitIds: one, deadline: '', message: 'Hei på dere', locale: 'nn', intent: 'send' },
      ...{
        [`addresses.${one}`]: 'forste@kommune.example.org',
        [`addresses.${two}`]: 'ny@kommune.example.org',
      },
    })
    expect(again.status).toBe(400)
    const body = mainOf(again.body)
    const box = new RegExp(`<input[^>]*id="u-${one}"[^>]*>`).exec(body)?.[0] ?? ''
    expect(box).toContain('checked')
    const addresses =
      new RegExp(`<select[^>]* name="addresses\\.${one}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? ''
    expect(addresses).toMatch(/<option selected="">forste@kommune\.example\.org/)
    expect(addresses).toContain('andre@kommune.example.org')
    expect(body).toContain('value="ny@kommune.example.org"')
    expect(body).toContain('Hei på dere')
    expect(chosenIn(body, 'locale')).toBe('nn')
  })

  test('who was ticked in one place while another place is shown', async () => {
    // The state alone invites in several counties, and the demo has nobody there.
    const state = await new Visitor(product).signIn('ressurs@example.org')
    await sql(
      superuser(findPlace(product.dataDir), 'pulje'),
      `INSERT INTO "grant" (id, person_id, org_unit_id, role)
       SELECT gen_random_uuid(), p.id, u.id, 'national_adviser' FROM person p, org_unit u
       WHERE p.email = 'ressurs@example.org' AND u.kind = 'national'`,
    )
    const cohorts = (await state.get('/puljer')).body
    const nationwide = /(\/puljer\/[0-9a-f-]{36})"[^>]*>Pulje 1/.exec(cohorts)?.[1] ?? ''
    const boxes = (body: string) => [...body.matchAll(/id="u-([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
    const shownIn = async (county: string) =>
      boxes((await state.get(`${nationwide}/inviter?trinn=municipality&fylke=${county}`)).body)
    const page = mainOf((await state.get(`${nationwide}/inviter?trinn=municipality`)).body)
    const counties = [...page.matchAll(/<option value="([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
    const [one = '', two = ''] = counties
    const [ticked = ''] = await shownIn(one)
    const show = (fylke: string, more: Record<string, string>) =>
      state.post(`${nationwide}/inviter?trinn=municipality`, {
        ...{ step: 'municipality', orgUnitIds: ticked, intent: 'show', fylke, ...more },
      })
    const elsewhere = await show(two, {
      ...{ message: 'Hei på dere', [`addresses.${ticked}`]: 'post@kommune.example.org' },
    })
    const body = mainOf(elsewhere.body)
    expect(elsewhere.status).toBe(200)
    expect(boxes(body)).toEqual(await shownIn(two))
    expect(body).toContain(`type="hidden" name="orgUnitIds" value="${ticked}"`)
    expect(body).toContain(`name="addresses.${ticked}" value="post@kommune.example.org"`)
    expect(body).toContain('Også 1 valgt som ikke vises her')
    expect(body).toContain('Hei på dere')
    expect(body).not.toContain('aria-invalid="true"')
    expect(body).toContain(`action="${nationwide}/inviter?trinn=municipality&amp;fylke=${two}&amp;kommune="`)
    const back = mainOf((await show(one, {})).body)
    expect(new RegExp(`<input[^>]*id="u-${ticked}"[^>]*>`).exec(back)?.[0]).toContain('checked')
  })

  test('which units a municipality names, and the address of each', async () => {
    // By the link whose holder has said yes above.
    const town = new Visitor(product)
    const { body } = await town.get(link)
    const unit = /name="addresses\.([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''
    const again = await town.post(link, {
      ...{
        orgUnitIds: unit,
        [`addresses.${unit}`]: 'rektor@skole.example.org',
        deadline: '',
        message: 'Hei',
      },
      intent: 'invite',
    })
    expect(again.status).toBe(400)
    const box = new RegExp(`<input[^>]*id="u-${unit}"[^>]*>`).exec(again.body)?.[0] ?? ''
    expect(box).toContain('checked')
    expect(mainOf(again.body)).toContain('value="rektor@skole.example.org"')
  })
})

describe('a programme’s own word for a cohort', () => {
  let period: string
  beforeAll(async () => {
    const cohorts = (await county.get('/puljer')).body
    period = /(\/puljer\/[0-9a-f-]{36})"[^>]*>Periode 1/.exec(cohorts)?.[1] ?? ''
  })

  test.each(['', '/kommuner', '/inviter', '/invitasjoner', '/ressurspersoner', '/samlinger/ny'])(
    'stands on the page %j, and the product’s own does not',
    async page => {
      const body = mainOf((await county.get(`${period}${page}`)).body)
      expect([body.includes('Periode 1'), /pulje \d/i.test(body)]).toEqual([true, false])
    },
  )

  test('stands in the mail, before it is sent', async () => {
    const page = mainOf((await county.get(`${period}/inviter`)).body)
    const unit = /id="u-([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
    const form = { step: 'municipality', locale: 'nb', message: '', deadline: '2099-05-31', reminderDays: '' }
    const { body } = await county.post(`${period}/inviter`, {
      ...{ ...form, orgUnitIds: unit, [`addresses.${unit}`]: 'post@example.org', intent: 'preview' },
    })
    expect([body.includes(', periode 1'), /pulje \d/i.test(mainOf(body))]).toEqual([true, false])
  })

  test('stands where one chooses among cohorts, and where a unit takes part', async () => {
    expect(mainOf((await county.get('/import')).body)).toMatch(/>Periode 1<[\s\S]*>Pulje 1</)
    const enrolled = mainOf((await county.get(`${period}/kommuner`)).body)
    const unit = /name="orgUnitId" value="([0-9a-f-]{36})"/.exec(enrolled)?.[1] ?? ''
    expect(mainOf((await county.get(`/enheter/${unit}`)).body)).toContain('Periode 1')
  })
})

test('the list is a file without people and addresses', async () => {
  const file = await county.get(`${cohort}/invitasjoner.csv`)
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.body).toContain('Takket ja')
  expect(file.body).not.toContain('@')
  const workbook = await county.get(`${cohort}/invitasjoner.xlsx`)
  expect(workbook.headers['content-disposition']).toBe('attachment; filename="invitasjoner.xlsx"')
  expect(workbook.body.startsWith('PK')).toBe(true)
})

test('others find neither the mailing nor a way to invite', async () => {
  const teacher = await new Visitor(product).signIn('larer1@example.org')
  expect((await teacher.get(mailing)).status).toBe(404)
  for (const path of ['inviter', 'invitasjoner', 'invitasjoner.csv', 'invitasjoner.xlsx'].map(
    each => `${cohort}/${each}`,
  ))
    expect((await teacher.get(path)).status, path).toBeGreaterThanOrEqual(403)
})
