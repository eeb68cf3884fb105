import type { Page } from '@playwright/test'
import {
  caretAtEnd,
  editor,
  expect,
  expectAccessible,
  expectSaved,
  openDocument,
  ownTableDocument,
  TEACHER_1,
  TEACHER_2,
  test,
} from './support/journey'

/** Notes, in the page itself, when the text can no longer be written in. */
const noteTheEnd = (page: Page) =>
  editor(page).evaluate(text => {
    new MutationObserver((_, watch) => {
      if (text.getAttribute('contenteditable') !== 'false') return
      document.body.dataset['endedAt'] = String(Date.now())
      watch.disconnect()
    }).observe(text, { attributes: true })
  })

test('a seat taken away while she types: within a second she may no longer write, is told so, and keeps her text', async ({
  person,
}) => {
  const [teacher, colleague, organiser] = [
    await person(TEACHER_2, { permissions: ['clipboard-read', 'clipboard-write'] }),
    await person(TEACHER_1),
    await person('fylke@example.org'),
  ]
  const address = await ownTableDocument(teacher)
  await openDocument(teacher, address)
  await openDocument(colleague, address)
  const back = await teacher.locator('.back').getAttribute('href')
  await organiser.goto(back ?? '')
  await noteTheEnd(teacher)
  await caretAtEnd(teacher)
  await teacher.keyboard.press('Enter')
  await teacher.keyboard.type('Dette rakk å bli lagret.')
  await expectSaved(teacher)

  let typing = true
  const typist = (async () => {
    while (typing) await teacher.keyboard.type('x', { delay: 40 })
  })()
  const answered = organiser.waitForResponse(response => response.request().method() === 'POST')
  await organiser.getByRole('button', { name: 'Ta bort Lærer Toersen' }).click()
  await answered
  const takenAt = Date.now()
  await expect(teacher.getByRole('alert')).toContainText('Du har ikke lenger tilgang til dette dokumentet')
  typing = false
  await typist
  const endedAt = await teacher.evaluate(() => Number(document.body.dataset['endedAt']))
  expect(endedAt - takenAt).toBeLessThan(1_000)

  const text = teacher.getByLabel('Teksten i dokumentet')
  await expect(text).toHaveAttribute('contenteditable', 'false')
  await expect(text).toContainText('Dette rakk å bli lagret.')
  await expectAccessible(teacher)
  await teacher.getByRole('button', { name: 'Kopier teksten min' }).click()
  await expect(teacher.getByText('Teksten er kopiert')).toBeVisible()
  const copied = await teacher.evaluate(() => navigator.clipboard.readText())
  const lastLine = copied.trim().split('\n').at(-1) ?? ''
  expect(lastLine).toMatch(/x$/)
  await expect(text).toContainText(lastLine)

  await expect(editor(colleague)).toContainText('Dette rakk å bli lagret.')
  expect((await teacher.request.get(address)).status()).toBe(404)

  await organiser.getByText('Gi plass ved bord 1').first().click()
  await organiser.getByLabel('Person').first().selectOption({ label: 'Lærer Toersen (Mesterfjellet skole)' })
  await organiser.getByRole('button', { name: 'Gi plass ved bord 1' }).click()
  await expect(organiser.getByRole('button', { name: 'Ta bort Lærer Toersen' })).toBeVisible()
  await openDocument(teacher, address)
})
