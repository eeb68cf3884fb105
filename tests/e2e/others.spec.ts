import { WebSocket } from 'ws'
import {
  editor,
  expect,
  expectAccessible,
  expectSaved,
  openDocument,
  signIn,
  ownTableDocument,
  PHONE,
  startWriting,
  TEACHER_1,
  test,
  writeAtEnd,
} from './support/journey'

test('a resource person sees the assigned schools of two municipalities, and at once where something is written', async ({
  person,
}) => {
  const [desk, teacher] = [await person('ressurs@example.org'), await person(TEACHER_1)]
  await desk.goto('/skoler')
  for (const school of ['Presterød skole', 'Mesterfjellet skole'])
    await expect(desk.getByText(school).first()).toBeVisible()
  for (const name of ['Tønsberg', 'Larvik'])
    await expect(desk.getByRole('listitem').filter({ hasText: name }).first()).toBeVisible()
  await expectAccessible(desk)
  await openDocument(teacher, await ownTableDocument(teacher))
  await writeAtEnd(teacher, 'Dette ser ressurspersonen spor av.')
  await expectSaved(teacher)
  await expect(desk.getByText(/Skrev kl\. \d\d:\d\d i dag|Skrev kl\. \d\d\.\d\d i dag/).first()).toBeVisible()
})

test('a resource person reads a table’s document and cannot write in it', async ({ person }) => {
  const [reader, teacher] = [await person('ressurs@example.org'), await person(TEACHER_1)]
  const address = await ownTableDocument(teacher)
  await reader.goto(address)
  await expect(reader.getByText('Hva gjør vi når et barn står alene i friminuttet?').first()).toBeVisible()
  await expect(reader.getByText('Du kan lese, men ikke skrive her').first()).toBeVisible()
  await expectAccessible(reader)
})

test('a guest joins by the code and a name, writes at table 2, and finds nothing else', async ({
  person,
}) => {
  const guest = await person(undefined, PHONE)
  await guest.goto('/')
  await guest.getByRole('link', { name: 'Bli med med kode' }).click()
  await expectAccessible(guest)
  await guest.getByLabel('Kode').fill('pulje2')
  await guest.getByLabel('Navnet ditt').fill('Gjest Gjestesen')
  await guest.getByRole('button', { name: 'Sett meg ved et bord' }).click()
  await expect(guest.getByRole('heading', { level: 1 })).toContainText('Bord 2')
  await startWriting(guest)
  await writeAtEnd(guest, 'En gjest skriver her.')
  await expectSaved(guest)

  const colleague = await person('ppt@example.org')
  await openDocument(colleague, await ownTableDocument(colleague))
  await expect(editor(colleague)).toContainText('En gjest skriver her.')

  const teacher = await person(TEACHER_1)
  for (const path of [
    await ownTableDocument(teacher),
    '/puljer/00000000-0000-4000-8000-000000000000',
    '/skoler',
  ]) {
    expect((await guest.goto(path))?.status(), path).toBe(404)
  }
})

test('a wrong code gets a plain sentence and keeps the name', async ({ person }) => {
  const guest = await person(undefined, PHONE)
  await guest.goto('/bli-med')
  await guest.getByLabel('Kode').fill('AAAAAA')
  await guest.getByLabel('Navnet ditt').fill('Gjest Gjestesen')
  await guest.getByRole('button', { name: 'Sett meg ved et bord' }).click()
  await expect(guest.getByLabel('Kode')).toHaveAttribute('aria-invalid', 'true')
  await expect(guest.getByLabel('Navnet ditt')).toHaveValue('Gjest Gjestesen')
  await expectAccessible(guest)
})

test('whoever may not see a document meets the same page as for one that does not exist, and the socket is refused', async ({
  person,
  product,
}) => {
  const teacher = await person(TEACHER_1)
  const address = await ownTableDocument(teacher)
  const outsider = await person('kommune@example.org')
  const refused = await outsider.goto(address)
  const refusedText = await outsider.getByRole('main').innerText()
  const unknown = await outsider.goto('/dokumenter/00000000-0000-4000-8000-000000000000')
  expect([refused?.status(), unknown?.status()]).toEqual([404, 404])
  expect(await outsider.getByRole('main').innerText()).toBe(refusedText)
  await expectAccessible(outsider)
  await outsider
    .getByRole('link', { name: /forsiden/i })
    .first()
    .click()
  await expect(outsider).toHaveURL(`${product.url}/`)

  const cookies = await outsider.context().cookies()
  const status = await new Promise(resolve => {
    const socket = new WebSocket(`${product.url.replace('http', 'ws')}/collab/${address.split('/').at(-1)}`, {
      headers: {
        Origin: product.url,
        Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
    })
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
    socket.on('open', () => resolve('open'))
    socket.on('error', () => undefined)
  })
  expect(status).toBe(404)
})

test('signed out in another tab, the open document says so and keeps the text', async ({ person }) => {
  const page = await person()
  await signIn(page, 'rektor@example.org')
  await openDocument(page, await ownTableDocument(page))
  await writeAtEnd(page, 'Skrevet før utlogging.')
  await expectSaved(page)
  const form = await page
    .context()
    .request.post('/logg-ut', { headers: { Origin: new URL(page.url()).origin }, maxRedirects: 0 })
  expect(form.status()).toBeLessThan(400)
  await expect(page.getByText(/Du er logget ut/)).toBeVisible()
  await expect(page.getByText('Skrevet før utlogging.').first()).toBeVisible()
})
