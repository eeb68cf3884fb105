import { expect, test } from 'vitest'
import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import { chooseEnrolled } from '../../app/routes/cohorts/enrolment-choice'

const enrolled = (n: number, county: string | null): EnrolmentView => ({
  id: `m${n}`,
  name: `Kommune ${n}`,
  kind: 'municipality',
  code: null,
  county: county === null ? null : { id: county, name: county },
  municipality: null,
  status: n % 3 === 0 ? 'invited' : 'enrolled',
  since: new Date(0),
  canChange: false,
})
const some = (count: number): EnrolmentView[] =>
  Array.from({ length: count }, (_, n) => enrolled(n, n % 2 === 0 ? 'Agder' : 'Troms'))
const chosen = (rows: EnrolmentView[], query = '') => chooseEnrolled(rows, new URLSearchParams(query))

test('as many as one reads stand on the page', () => {
  expect(chosen(some(60))).toMatchObject({ sums: [], municipalities: { length: 60 } })
})

test('a whole country is told county by county, and a county or a status on request', () => {
  const { sums, municipalities, all } = chosen(some(80))
  expect(sums.map(({ name, statuses }) => [name, statuses.length])).toEqual([
    ['Agder', 40],
    ['Troms', 40],
  ])
  expect([municipalities.length, all.length]).toEqual([0, 80])
  expect(chosen(some(80), 'fylke=Troms')).toMatchObject({ sums: [], municipalities: { length: 40 } })
  expect(chosen(some(80), 'status=invited')).toMatchObject({ sums: [], municipalities: { length: 27 } })
  expect(chosen(some(80), 'fylke=Atlantis').sums).toHaveLength(2)
})

test('those without a county stand beside the sums, and where there are no counties all do', () => {
  const rows = [...some(80), enrolled(90, null)]
  expect(chosen(rows).municipalities.map(({ name }) => name)).toEqual(['Kommune 90'])
  const none = Array.from({ length: 70 }, (_, n) => enrolled(n, null))
  expect(chosen(none)).toMatchObject({ sums: [], municipalities: { length: 70 } })
})
