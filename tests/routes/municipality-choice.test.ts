import { expect, test } from 'vitest'
import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import { chooseMunicipalities } from '~/routes/cohorts/municipality-choice'

const towns = (county: string, count: number): EnrolmentView[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${county}-${i}`,
    name: `Kommune ${i} i ${county}`,
    kind: 'municipality',
    code: null,
    county: { id: county, name: county },
    municipality: null,
    status: 'enrolled',
    since: new Date(0),
    canChange: true,
  }))

const country = [...towns('Agder', 25), ...towns('Vestfold', 6), ...towns('Finnmark', 40)]
const chosen = (address: string, open = towns('Vestfold', 2), listed = country) =>
  chooseMunicipalities(open, listed, new URLSearchParams(address))

test('a county adviser with twenty municipalities has all of them on one page', () => {
  expect(chosen('', [], towns('Agder', 20))).toMatchObject({ counties: [], county: null, more: false })
  expect(chosen('', [], towns('Agder', 20)).enrolled).toHaveLength(20)
})

test('whoever has a whole country chooses a county first, and sees how many there are in each', () => {
  const page = chosen('')
  expect([page.enrolable, page.enrolled]).toEqual([[], []])
  expect(page.counties).toEqual([
    { id: 'Agder', name: 'Agder', open: 0, listed: 25 },
    { id: 'Finnmark', name: 'Finnmark', open: 0, listed: 40 },
    { id: 'Vestfold', name: 'Vestfold', open: 2, listed: 6 },
  ])
})

test('a chosen county shows its municipalities, and an unknown one is no choice', () => {
  const page = chosen('fylke=Vestfold')
  expect([page.enrolable.length, page.enrolled.length, page.county?.name]).toEqual([2, 6, 'Vestfold'])
  expect(chosen('fylke=Atlantis')).toMatchObject({ county: null, enrolled: [] })
})

test('a search finds municipalities of every county, and says when there are more than it shows', () => {
  expect(chosen('sok=KOMMUNE 3 I ').enrolled.map(({ name }) => name)).toEqual([
    'Kommune 3 i Agder',
    'Kommune 3 i Vestfold',
    'Kommune 3 i Finnmark',
  ])
  expect(chosen('sok=kommune')).toMatchObject({ more: true })
  expect(chosen('sok=kommune').enrolled).toHaveLength(60)
})
