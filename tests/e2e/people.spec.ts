import {
  editor,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openDocument,
  ownTableDocument,
  PHONE,
  signIn,
  TEACHER_1,
  test,
  writeAtEnd,
} from './support/journey'

const NEW = 'nora.ny@example.org'

test('a leader invites a teacher, who says yes on a phone, and gets another role', async ({ person }) => {
  test.setTimeout(120_000)
  const leader = await person('rektor@example.org')
  await leader.goto('/folk')
  await leader.getByRole('link', { name: /^Folk ved/ }).click()
  await leader.getByRole('link', { name: 'Inviter en person' }).click()
  await leader.getByLabel('Navn').fill('Nora Ny')
  await leader.getByLabel('E-postadresse på jobb').fill(NEW)
  await expectAccessible(leader)
  await leader.getByRole('button', { name: 'Send invitasjonen' }).click()
  await expect(leader.getByText(NEW)).toBeVisible()
  await expectAccessible(leader)

  const nora = await person(undefined, PHONE)
  let link = ''
  await expect(async () => {
    const box = await (await nora.request.get('/demo/e-post')).text()
    link = /\/bli-medlem\/[\w-]{43}/.exec(box.slice(box.indexOf(NEW)))?.[0] ?? ''
    expect(link).not.toBe('')
  }).toPass()
  await nora.goto(link)
  await expect(nora.getByRole('heading', { name: 'Hei, Nora Ny' })).toBeVisible()
  await expectNoSidewaysScroll(nora)
  await expectAccessible(nora)
  await nora.getByRole('button', { name: 'Ja, jeg blir med' }).click()
  await expect(nora.getByRole('heading', { name: 'Takk, du er med' })).toBeVisible()
  await signIn(nora, NEW)

  await leader.reload()
  await leader.getByRole('link', { name: 'Nora Ny' }).click()
  await leader.getByLabel('Rolle', { exact: true }).selectOption('assistant')
  await leader.getByRole('button', { name: 'Endre rollen' }).click()
  await expect(leader.getByRole('status')).toContainText('assistent', { ignoreCase: true })
  await expectAccessible(leader)
})

test('whoever leaves is out of an open document within a second, can copy the text, and it can be undone', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const teacher = await person(TEACHER_1)
  await openDocument(teacher, await ownTableDocument(teacher))
  await writeAtEnd(teacher, 'Det siste jeg skrev før jeg sluttet.')

  const leader = await person('rektor@example.org')
  await leader.goto('/folk')
  await leader.getByRole('link', { name: /^Folk ved/ }).click()
  await leader.getByRole('link', { name: 'Lærer Enersen' }).click()
  await leader.getByRole('link', { name: 'Se hva som avsluttes' }).click()
  await expectAccessible(leader)
  await leader.getByRole('button', { name: /^Lærer Enersen slutter ved/ }).click()
  await expect(leader.getByRole('button', { name: 'Angre' })).toBeVisible()
  await expect(teacher.getByRole('alert')).toContainText('Du har ikke lenger tilgang', { timeout: 1_000 })
  await expect(teacher.getByRole('button', { name: 'Kopier teksten min' })).toBeVisible()

  await leader.getByRole('button', { name: 'Angre' }).click()
  await expect(leader.getByRole('status')).toContainText('Angret')
  await openDocument(teacher, await ownTableDocument(teacher))
  await expect(editor(teacher)).toContainText('Det siste jeg skrev')
})
