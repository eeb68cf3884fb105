import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/journey'

test('a county adviser sees cohort 1 as a timeline and a list, with the names of 2017', async ({
  person,
}) => {
  const page = await person('fylke@example.org')
  await page.goto('/puljer')
  await page
    .getByRole('link', { name: /Pulje 1/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pulje 1')
  await expect(page.getByText('38 kommuner')).toBeVisible()
  await expect(page.getByText('Hvem som er med her, er oppdiktet.')).toBeVisible()
  await expect(page.getByText('januar 2017').first()).toBeVisible()
  await expect(page.getByText('våren 2018').first()).toBeVisible()
  await expect(page.getByText('Dato er ikke satt').first()).toBeVisible()
  for (const name of ['Aust-Agder', 'Vest-Agder', 'Finnmark - Finnmárku', 'Re', 'Nøtterøy']) {
    await expect(page.getByText(name, { exact: true }).filter({ visible: true }).first()).toBeVisible()
  }
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 740 })
  await expectNoSidewaysScroll(page)
})

test('a county adviser makes a cohort from the template, enrols municipalities and plans a gathering with an agenda', async ({
  person,
}) => {
  const page = await person('fylke@example.org')
  await page.goto('/puljer/ny')
  await expectAccessible(page)
  await page.getByLabel('Startmåned').fill('2027-01')
  await page.getByRole('button', { name: 'Lag puljen' }).click()
  await expect(page).toHaveURL(/\/puljer\/[0-9a-f-]{36}$/)
  const cohort = page.url()

  await page.getByRole('link', { name: 'Meld på kommuner' }).first().click()
  await page.getByRole('checkbox', { name: /Horten/ }).check()
  await page.getByRole('checkbox', { name: /Larvik/ }).check()
  await page.getByRole('button', { name: 'Meld på 2 kommuner' }).click()
  await expect(page.getByText('2 kommuner er meldt på.')).toBeVisible()
  await expectAccessible(page)

  await page.goto(cohort)
  await page.getByRole('link', { name: 'Planlegg en samling' }).first().click()
  await expectAccessible(page)
  await page.getByLabel('Hva heter samlingen?').fill('Oppstart i Horten')
  await page.getByLabel('Sted').fill('Horten')
  await page.getByRole('radio', { name: 'En måned' }).check()
  await page.getByLabel('Måned', { exact: true }).fill('2027-03')
  await page.getByRole('button', { name: 'Legg til et punkt' }).click()
  await page.getByLabel('Tittel').last().fill('Velkommen')
  await page.getByLabel('Minutter').last().fill('20')
  await page.getByRole('button', { name: 'Planlegg samlingen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Oppstart i Horten' })).toBeVisible()
  await expect(page.getByText('mars 2027').first()).toBeVisible()
  await expect(page.getByText('Velkommen')).toBeVisible()

  await page.getByLabel('Navn på bordet').first().fill('Vinduet')
  await page.getByRole('button', { name: 'Sett opp bordet' }).click()
  await expect(page.getByText('Vinduet').first()).toBeVisible()
  await page.goto(cohort)
  await expect(page.getByText('Oppstart i Horten').first()).toBeVisible()
})

test('a form that is not filled in keeps what was typed and says at the field and on top what is missing', async ({
  person,
}) => {
  const page = await person('fylke@example.org')
  await page.goto('/puljer')
  await page
    .getByRole('link', { name: /Pulje 1/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Planlegg en samling' }).first().click()
  await page.getByLabel('Sted').fill('Stavern')
  await page.getByRole('button', { name: 'Planlegg samlingen' }).click()
  await expect(page.getByLabel('Hva heter samlingen?')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Sted')).toHaveValue('Stavern')
  await expectAccessible(page)
})
