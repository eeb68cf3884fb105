import sharp from 'sharp'
import {
  caretAtEnd,
  editor,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectSaved,
  openDocument,
  ownTableDocument,
  TEACHER_1,
  test,
  twoAtTheTable,
  writeAtEnd,
} from './support/journey'

const picture = async () => ({
  name: 'tavle.png',
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#0b6e8a' } })
    .png()
    .toBuffer(),
})

test('an image is chosen, described and seen by the others; undo takes it away', async ({ person }) => {
  const { one, two, address } = await twoAtTheTable(person)
  await writeAtEnd(one, 'Slik så tavla ut:')
  await one.getByRole('button', { name: 'Bilde', exact: true }).click()
  const form = one.getByRole('form', { name: 'Bilde' })
  await form.getByLabel('Velg et bilde').setInputFiles(await picture())
  await expect(form.getByText('Bildet er klart.')).toBeVisible()
  await form.getByLabel('Beskriv bildet').fill('Tavla med tre forslag')
  await expectAccessible(one)
  await one.setViewportSize({ width: 320, height: 700 })
  await expectNoSidewaysScroll(one)
  await form.getByRole('button', { name: 'Sett inn bildet' }).click()
  const seen = editor(two).getByRole('img', { name: 'Tavla med tre forslag' })
  await expect(seen).toBeVisible()
  await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await expectSaved(one)
  await expectAccessible(two)

  const reader = await person(TEACHER_1, { javaScriptEnabled: false })
  await reader.goto(address)
  await expect(reader.getByRole('img', { name: 'Tavla med tre forslag' })).toBeVisible()

  await one.getByRole('button', { name: 'Bilde', exact: true }).click()
  await form.getByLabel('Beskriv bildet').fill('Tavla etter pausen')
  await form.getByRole('button', { name: 'Lagre beskrivelsen' }).click()
  await expect(editor(two).getByRole('img', { name: 'Tavla etter pausen' })).toBeVisible()
  await one.getByRole('button', { name: 'Bilde', exact: true }).click()
  await form.getByRole('button', { name: 'Fjern bildet' }).click()
  await expect(editor(two).locator('figure')).toHaveCount(0)
  await one.keyboard.press('Control+z')
  await expect(editor(two).locator('figure')).toHaveCount(1)
})

test('a pasted picture is asked about at once; what is none, and what comes without a network, is told in words', async ({
  person,
}) => {
  const page = await person(TEACHER_1)
  await openDocument(page, await ownTableDocument(page))
  await caretAtEnd(page)
  const bytes = [...(await picture()).buffer]
  await page.evaluate(content => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(content)], 'skjermbilde.png', { type: 'image/png' }))
    document
      .querySelector('.ProseMirror')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, bytes)
  const form = page.getByRole('form', { name: 'Bilde' })
  await expect(form.getByText('Bildet er klart.')).toBeVisible()
  await expect(form.getByLabel('Beskriv bildet')).toBeFocused()
  const choose = form.getByLabel('Velg et bilde')
  await choose.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') })
  await expect(form.getByText(/ikke et bilde vi kan vise/)).toBeVisible()
  await page.context().setOffline(true)
  await choose.setInputFiles(await picture())
  await expect(form.getByText(/Du er uten nett/)).toBeVisible()
  await page.context().setOffline(false)
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
})
