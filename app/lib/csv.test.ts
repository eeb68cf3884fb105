import { expect, test } from 'vitest'
import { csv } from './csv'

test('a list opens in a spreadsheet with its letters and its columns', () => {
  expect(
    csv([
      ['Kommune', 'Status'],
      ['Sør-Varanger; "øst"', 'Med'],
    ]),
  ).toBe('\uFEFFKommune;Status\r\n"Sør-Varanger; ""øst""";Med\r\n')
})

test.each(['=1+1', '+47', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a name like %j is no formula', name => {
  expect(csv([[name]])).toContain(`'${name}`)
})
