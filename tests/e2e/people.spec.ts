import type { Page } from '@playwright/test'
import { linkFor } from './support/addresses'
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
const OTTO = 'otto.over@example.org'

async function openPeople(leader: Page): Promise<void> {
  await leader.goto('/folk')
  await leader.getByRole('link', { name: /^Folk ved/ }).click()
  await expect(leader.getByRole('heading', { level: 1 })).toHaveText(/^Folk ved/)
}

async function fillInvitation(leader: Page, name: string, email: string): Promise<void> {
  await leader.getByRole('link', { name: 'Inviter en person' }).click()
  await leader.getByLabel('Navn').fill(name)
  await leader.getByLabel('E-postadresse på jobb').fill(email)
}

/** The page behind the link in the mail. */
async function openInvitation(page: Page, email: string): Promise<void> {
  await page.goto(await linkFor(page, 'bli-medlem', email))
}

test('a leader invites a teacher, who says yes on a phone, and gets another role', async ({ person }) => {
  test.setTimeout(120_000)
  const leader = await person('rektor@example.org')
  await openPeople(leader)
  await fillInvitation(leader, 'Nora Ny', NEW)
  await expectAccessible(leader)
  await leader.getByRole('button', { name: 'Send invitasjonen' }).click()
  await expect(leader.getByText(NEW)).toBeVisible()
  await expectAccessible(leader)

  const nora = await person(undefined, PHONE)
  await openInvitation(nora, NEW)
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

test('a role is handed over to a colleague, who has two hats to choose between until it ends', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const leader = await person('rektor@example.org')
  await openPeople(leader)
  await fillInvitation(leader, 'Otto Over', OTTO)
  await leader.getByLabel('Rolle', { exact: true }).selectOption('assistant')
  await leader.getByRole('button', { name: 'Send invitasjonen' }).click()
  await expect(leader.getByText(OTTO)).toBeVisible()
  const otto = await person()
  await openInvitation(otto, OTTO)
  await otto.getByRole('button', { name: 'Ja, jeg blir med' }).click()
  await expect(otto.getByRole('heading', { name: 'Takk, du er med' })).toBeVisible()

  await leader.reload()
  await leader.getByRole('link', { name: 'Otto Over' }).click()
  await leader.getByLabel('Overlat rollen til').selectOption('Lærer Enersen')
  await leader.getByRole('button', { name: 'Overlat rollen', exact: true }).click()
  await expect(leader.getByRole('heading', { level: 1 })).toHaveText(/^Folk ved/)
  await expect(leader.getByRole('link', { name: 'Otto Over' })).toHaveCount(0)

  const teacher = await person(TEACHER_1, PHONE)
  const openMenu = async (): Promise<void> => teacher.locator('.person-menu summary').click()
  await teacher.goto('/')
  await openMenu()
  const hats = teacher.getByRole('group', { name: 'Velg rolle' })
  await expect(hats.getByRole('button')).toHaveCount(3)
  await expect(hats.getByRole('button', { pressed: true })).toHaveText('Alle rollene mine')
  await expectNoSidewaysScroll(teacher)
  await expectAccessible(teacher)
  await hats.getByRole('button', { name: /^Assistent/ }).click()
  await expect(teacher.locator('.person-menu-hat')).toHaveText(/^Assistent/)
  await teacher.reload()
  await openMenu()
  await expect(hats.getByRole('button', { pressed: true })).toHaveText(/^Assistent/)

  await leader.getByRole('link', { name: 'Lærer Enersen' }).first().click()
  await leader.getByRole('button', { name: 'Avslutt rollen nå: Assistent, Lærer Enersen' }).click()
  await expect(leader.getByRole('button', { name: 'Angre' })).toBeVisible()
  await teacher.reload()
  await openMenu()
  await expect(teacher.getByRole('link', { name: 'Profilen din' })).toBeVisible()
  await expect(hats).toHaveCount(0)
})

test('whoever leaves is out of an open document at once, can copy the text, and it can be undone', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const teacher = await person(TEACHER_1)
  await openDocument(teacher, await ownTableDocument(teacher))
  await writeAtEnd(teacher, 'Det siste jeg skrev før jeg sluttet.')

  const leader = await person('rektor@example.org')
  await openPeople(leader)
  await leader.getByRole('link', { name: 'Lærer Enersen' }).click()
  await leader.getByRole('link', { name: 'Se hva som avsluttes' }).click()
  await expectAccessible(leader)
  await leader.getByRole('button', { name: /^Lærer Enersen slutter ved/ }).click()
  await expect(leader.getByRole('button', { name: 'Angre' })).toBeVisible()
  await expect(teacher.getByRole('alert')).toContainText('Du har ikke lenger tilgang')
  await expect(teacher.getByRole('button', { name: 'Kopier teksten min' })).toBeVisible()

  await leader.getByRole('button', { name: 'Angre' }).click()
  await expect(leader.getByRole('status')).toContainText('Angret')
  await openDocument(teacher, await ownTableDocument(teacher))
  await expect(editor(teacher)).toContainText('Det siste jeg skrev')
})
