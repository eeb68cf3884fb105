import {
  editor,
  expect,
  expectAccessible,
  expectReadyForNoNetwork,
  signIn,
  expectSaved,
  openDocument,
  ownTableDocument,
  PHONE,
  startWriting,
  TEACHER_1,
  TEACHER_2,
  test,
  writeAtEnd,
} from './support/journey'

test('with the network cut one writes on, reloads, writes on, and all of it merges on return', async ({
  person,
}) => {
  const [phone, other] = [await person(TEACHER_1, PHONE), await person(TEACHER_2)]
  const address = await ownTableDocument(phone)
  await openDocument(phone, address)
  await openDocument(other, address)
  await writeAtEnd(phone, 'Skrevet med nett.')
  await expectSaved(phone)
  await expect(other.getByText('Skrevet med nett.')).toBeVisible()
  await expectReadyForNoNetwork(phone)

  await phone.context().setOffline(true)
  await writeAtEnd(phone, 'Skrevet uten nett.')
  await expect(phone.getByText('Lagret på denne enheten').first()).toBeVisible()
  await expectAccessible(phone)
  await writeAtEnd(other, 'Skrevet av den andre imens.')

  await phone.reload()
  await startWriting(phone)
  await expect(editor(phone)).toContainText('Skrevet uten nett.')
  await writeAtEnd(phone, 'Skrevet uten nett etter ny lasting.')
  await expect(phone.getByText('Lagret på denne enheten').first()).toBeVisible()
  await expectAccessible(phone)
  await expect(editor(other)).not.toContainText('uten nett')

  await phone.context().setOffline(false)
  await expect(editor(other)).toContainText('Skrevet uten nett.')
  await expect(editor(other)).toContainText('Skrevet uten nett etter ny lasting.')
  await expect(editor(phone)).toContainText('Skrevet av den andre imens.')
  await expectSaved(phone)
})

test('without the network a comment stays where it is written, and a page that cannot come waits for it', async ({
  person,
}) => {
  const page = await person(TEACHER_1)
  const address = await ownTableDocument(page)
  await openDocument(page, address)
  await writeAtEnd(page, 'Noe å snakke om.')
  await expectSaved(page)
  await expectReadyForNoNetwork(page)
  await page.keyboard.press('Shift+Home')
  await page.keyboard.press('Control+Alt+m')
  await page.getByLabel('Ny kommentar').fill('Sagt uten nett.')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Legg inn' }).click()
  await expect(page.getByText('Nettet svarte ikke. Kommentaren står her fortsatt.')).toBeVisible()
  await expect(page.getByLabel('Ny kommentar')).toHaveValue('Sagt uten nett.')
  await expect(editor(page)).toContainText('Noe å snakke om.')
  await expectAccessible(page)
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Legg inn' }).click()
  const panel = page.getByRole('complementary', { name: 'Kommentarer' })
  await expect(panel.getByText('Sagt uten nett.')).toBeVisible()

  await page.context().setOffline(true)
  await page.goto('/puljer')
  await expect(page.getByRole('heading', { name: 'Nettet er borte' })).toBeVisible()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await expect(page.getByRole('heading', { name: 'Puljer' })).toBeVisible()
  await page.getByRole('link', { name: 'Enheter' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Enheter' })).toBeVisible()
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Puljer' }).first().click()
  await expect(page.getByRole('heading', { name: 'Nettet er borte' })).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByRole('heading', { name: 'Puljer' })).toBeVisible()
})

test('a document that is not on this device says so without a network', async ({ person }) => {
  const page = await person(TEACHER_1)
  await openDocument(page, await ownTableDocument(page))
  await expectReadyForNoNetwork(page)
  await page.context().setOffline(true)
  await page.goto('/dokumenter/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('Dette dokumentet ligger ikke på denne enheten.')).toBeVisible()
})

test('after signing out nothing personal is left on the device', async ({ person, product }) => {
  const page = await person()
  await signIn(page, TEACHER_2)
  await openDocument(page, await ownTableDocument(page))
  await writeAtEnd(page, 'Dette skal ikke bli igjen på maskinen.')
  await expectSaved(page)
  await page.goto('/')
  await page.getByText('Lærer Toersen').first().click()
  await page.getByRole('button', { name: /logg ut/i }).click()
  await expect(page.getByRole('link', { name: 'Logg inn' }).first()).toBeVisible()
  const left = await page.evaluate(async () => {
    const found: string[] = []
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(new Error('not opened'))
      })
      for (const store of db.objectStoreNames) {
        const count = await new Promise<number>(resolve => {
          const request = db.transaction(store).objectStore(store).count()
          request.onsuccess = () => resolve(request.result)
        })
        if (count > 0) found.push(`${name}/${store}: ${count}`)
      }
    }
    for (const key of await caches.keys()) {
      for (const request of await (await caches.open(key)).keys()) {
        if (!/\/assets\/|\/frakoblet$|\/favicon|\/manifest|\/icons\//.test(request.url))
          found.push(request.url)
      }
    }
    return [
      ...found,
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage).filter(key => key !== 'positions'),
    ]
  })
  expect(left).toEqual([])
  expect(await page.context().cookies(product.url)).toEqual([])
})

test(
  'two days without a network, past the end of the session: after signing in again all of it merges',
  { tag: '@long' },
  async ({ person }) => {
    test.setTimeout(120_000)
    const [away, there] = [await person(), await person(TEACHER_2)]
    await signIn(away, TEACHER_1)
    const address = await ownTableDocument(away)
    await openDocument(away, address)
    await openDocument(there, address)
    await writeAtEnd(away, 'Før turen.')
    await expectSaved(away)
    await expectReadyForNoNetwork(away)
    await away.context().setOffline(true)
    const days = ['Mandag kveld', 'Tirsdag', 'Onsdag morgen']
    for (const day of days) {
      await away.reload()
      await startWriting(away)
      await writeAtEnd(away, `${day}: vi prøvde lekegrupper i storefri, og alle var med.`)
      await expect(away.getByText('Lagret på denne enheten').first()).toBeVisible()
      await writeAtEnd(there, `Skrevet av den andre, ${day}.`)
      await away.addInitScript(() => {
        const before = Date.now.bind(Date)
        Date.now = () => before() + 16 * 60 * 60 * 1000
      })
    }
    await expectSaved(there)

    await away.context().clearCookies()
    await away.context().setOffline(false)
    await expect(away.getByText(/Du er logget ut/)).toBeVisible()
    await expect(away.getByRole('button', { name: 'Kopier teksten min' })).toBeVisible()
    await expectAccessible(away)
    await signIn(away, TEACHER_1)
    await openDocument(away, address)
    await expectSaved(away)
    for (const day of days)
      for (const page of [away, there]) {
        await expect(editor(page)).toContainText(`${day}: vi prøvde lekegrupper i storefri, og alle var med.`)
        await expect(editor(page)).toContainText(`Skrevet av den andre, ${day}.`)
      }
  },
)
