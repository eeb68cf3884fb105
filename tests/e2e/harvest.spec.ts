import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/journey'

// The second finds the board as the first leaves it.
test.describe.configure({ mode: 'serial' })

const GATHERING = 'Fylkessamling Vestfold: barn som står utenfor'

test('what tables say to the hall is gathered in themes by two facilitators at once, and the hall sees it when they show it', async ({
  person,
}) => {
  const teacher = await person('larer1@example.org')
  await teacher.goto('/')
  await teacher.getByRole('link', { name: GATHERING }).first().click()
  await expect(teacher).toHaveURL(/\/samlinger\/[0-9a-f-]+$/)
  const gathering = teacher.url()
  await teacher.goto(`${gathering}/host`)
  await expect(teacher.getByText('Ikke vist ennå')).toBeVisible()
  await expectAccessible(teacher)

  // The table lays points down, which the hall hears when the round has come to the plenum.
  const lead = await person('fylke@example.org')
  await lead.goto(gathering)
  await lead.getByRole('link', { name: 'Lag en runde' }).click()
  await lead.getByLabel('Spørsmål').fill('Hva er viktigst?')
  await lead.getByRole('button', { name: 'Lag runden' }).click()
  await expect(lead).toHaveURL(/vegg$/)
  const round = lead.url().replace(/\/vegg$/, '')
  await lead.getByRole('button', { name: 'Gå videre: Hver for seg', exact: true }).click()
  await expect(lead.getByRole('heading', { name: 'Hver for seg', exact: true })).toBeVisible()
  await teacher.goto(round)
  const points = ['Møt barna i døra', 'Ring hjem tidlig', '=Noen må eie overgangen']
  for (const [at, text] of points.entries()) {
    if (at > 0) await teacher.getByRole('button', { name: 'Nytt punkt' }).click()
    await teacher.getByLabel(`Punkt ${at + 1}`).fill(text)
    await expect(teacher.getByText('Lagret', { exact: true })).toHaveCount(at + 1)
  }
  await lead.getByRole('button', { name: 'Gå videre: Legg fram', exact: true }).click()
  await expect(lead.getByRole('heading', { name: 'Legg fram', exact: true })).toBeVisible()
  await teacher.goto(round)
  for (const text of points) {
    const point = teacher.getByRole('listitem').filter({ hasText: text })
    await point.getByRole('button', { name: 'Uten navn' }).click()
    await expect(point.getByRole('button', { name: 'Uten navn' })).toHaveCount(0)
  }

  await lead.goto(`${gathering}/host`)
  await expect(lead.getByRole('heading', { name: 'Tavla er tom' })).toBeVisible()
  await expectAccessible(lead)
  await lead.getByRole('button', { name: 'Hent fra bordene' }).click()
  // Before the plenum it is the table's alone.
  await expect(lead.getByText('Bordene har ikke merket noe nytt.')).toBeVisible()
  await lead.goto(`${round}/vegg`)
  for (const step of ['Ved bordet', 'Felles i salen']) {
    await lead.getByRole('button', { name: `Gå videre: ${step}`, exact: true }).click()
    await expect(lead.getByRole('heading', { name: step, exact: true })).toBeVisible()
  }
  await lead.getByRole('link', { name: 'Felles tavle' }).click()
  await lead.getByRole('button', { name: 'Hent nytt fra bordene' }).click()
  await expect(lead.getByText('Hentet 3 nye utsagn.')).toBeVisible()

  // By the keyboard alone.
  await lead.getByLabel('Møt barna i døra').focus()
  await lead.keyboard.press('Space')
  await lead.getByLabel('Nytt tema').focus()
  await lead.keyboard.type('Gode møter')
  await lead.keyboard.press('Tab')
  await lead.keyboard.press('Enter')
  const meetings = lead.getByRole('region', { name: 'Gode møter' })
  await expect(meetings.getByText('Møt barna i døra')).toBeVisible()
  await expectAccessible(lead)

  // Another one on a phone follows, and both move the same statement.
  const other = await person('fylke@example.org')
  await other.setViewportSize({ width: 320, height: 640 })
  await other.goto(`${gathering}/host`)
  await expect(other.getByRole('region', { name: 'Gode møter' })).toBeVisible()
  await expectNoSidewaysScroll(other)
  await lead.getByLabel('Ring hjem tidlig').check()
  await lead.getByLabel('Nytt tema').fill('Hjemmet')
  await lead.getByRole('button', { name: 'Lag tema' }).click()
  await expect(other.getByRole('region', { name: 'Hjemmet' }).getByText('Ring hjem tidlig')).toBeVisible()
  await expectAccessible(other)
  await other.getByLabel('Ring hjem tidlig').check()
  await other.getByLabel('Flytt til').selectOption('Gode møter')
  await other.getByRole('button', { name: 'Flytt', exact: true }).click()
  await expect(meetings.getByText('Ring hjem tidlig')).toBeVisible()
  await lead.getByRole('button', { name: 'Angre: flyttet utsagn' }).click()
  await expect(lead.getByRole('region', { name: 'Hjemmet' }).getByText('Ring hjem tidlig')).toBeVisible()

  // By the mouse.
  await lead.getByRole('listitem').filter({ hasText: 'Noen må eie overgangen' }).dragTo(meetings)
  await expect(meetings.getByText('Noen må eie overgangen')).toBeVisible()

  // What a minority says is marked, and what is held back stays on the board.
  await lead.getByLabel('Noen må eie overgangen').check()
  await lead.getByText('Merk de valgte').click()
  await lead.getByRole('button', { name: 'Mindretall', exact: true }).click()
  await expect(meetings.getByText('Mindretall', { exact: true })).toBeVisible()
  await lead.getByLabel('Noen må eie overgangen').uncheck()
  await lead.getByLabel('Ring hjem tidlig').check()
  await lead.getByRole('button', { name: 'Hold tilbake fra salen' }).click()
  await expect(lead.getByText('Vises ikke i salen', { exact: true })).toBeVisible()

  await teacher.goto(`${gathering}/host`)
  await expect(teacher.getByText('Ikke vist ennå')).toBeVisible()
  expect((await teacher.request.get(`${gathering}/host.csv`)).status()).toBe(404)
  await lead.getByRole('button', { name: 'Vis i salen', exact: true }).click()
  await expect(teacher.getByRole('heading', { name: 'Gode møter' })).toBeVisible()
  await expect(teacher.getByText('Noen må eie overgangen')).toBeVisible()
  await expect(teacher.getByText('Ring hjem tidlig')).toHaveCount(0)
  await expectAccessible(teacher)
  const sheet = await (await teacher.request.get(`${gathering}/host.csv`)).text()
  expect(sheet).toMatch(/Gode møter;'=Noen må eie overgangen;1;/)
  expect(sheet).not.toContain('Ring hjem tidlig')
  const word = await teacher.request.get(`${gathering}/host.docx`)
  expect([word.status(), (await word.body()).subarray(0, 2).toString()]).toEqual([200, 'PK'])
  await teacher.getByRole('link', { name: 'Se og skriv ut' }).click()
  await expect(teacher.getByRole('button', { name: 'Skriv ut' })).toBeVisible()
  await expectAccessible(teacher)
  await teacher.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(teacher)
})

test('the board is arranged without scripts', async ({ person }) => {
  const lead = await person('fylke@example.org', { javaScriptEnabled: false })
  await lead.goto('/')
  await lead.getByRole('link', { name: GATHERING }).first().click()
  await lead.getByRole('link', { name: 'Felles tavle' }).click()
  await lead.getByRole('button', { name: 'Hent nytt fra bordene' }).click()
  await expect(lead.getByText('Bordene har ikke merket noe nytt.')).toBeVisible()
  await lead.getByRole('button', { name: 'Flytt', exact: true }).click()
  await expect(lead.getByText('Velg minst ett utsagn først.')).toBeVisible()
  await lead.getByLabel('Ring hjem tidlig').check()
  await lead.getByLabel('Nytt tema').fill('Uten skript')
  await lead.getByRole('button', { name: 'Lag tema' }).click()
  const theme = lead.getByRole('region', { name: 'Uten skript' })
  await expect(theme.getByText('Ring hjem tidlig')).toBeVisible()
  await theme.getByText('Endre «Uten skript»').click()
  await theme.getByLabel('Slå sammen med').selectOption('Gode møter')
  await theme.getByRole('button', { name: 'Slå sammen' }).click()
  await expect(lead.getByRole('region', { name: 'Gode møter' }).getByText('Ring hjem tidlig')).toBeVisible()
  await lead.getByRole('button', { name: 'Angre: slo sammen temaer' }).click()
  await expect(theme.getByText('Ring hjem tidlig')).toBeVisible()
})
