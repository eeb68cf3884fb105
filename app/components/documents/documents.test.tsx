import { renderToString } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { createI18n } from '~/lib/i18n'
import en from '~/locales/en'
import nb from '~/locales/nb'
import nn from '~/locales/nn'
import { REFUSALS } from '~server/collaboration/wire'
import { somebody } from './caret'
import { colourOf, initialsOf, PALETTE } from './colours'
import { linkAddress } from './link-address'
import { LiveDocument } from './live-document'
import { documentIdOf } from './offline-document'
import { PASTE_LIMIT, tooLong } from './paste-limit'

const ID = '11111111-2222-4333-8444-555555555555'

test('without any script the text can be read, and who reads it is said', () => {
  const page = renderToString(
    <I18nextProvider i18n={createI18n('nb', nb)}>
      <LiveDocument
        documentId={ID}
        person={{ id: 'kari', name: 'Kari' }}
        right="write"
        epoch={1}
        html="<h2>Mål</h2><p>Vi vil</p>"
        audience="Bordet ditt"
      />
    </I18nextProvider>,
  )
  expect(page).toContain('<h2>Mål</h2><p>Vi vil</p>')
  expect(page).toContain('Bordet ditt')
  expect(page).toContain('<noscript>')
  // By this it is opened before the page is alive.
  expect(page).toContain(`data-opening="{&quot;documentId&quot;:&quot;${ID}&quot;`)
  expect(page).not.toContain('style=')
})

function luminance(colour: string): number {
  const channels = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map(value =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test.each(PALETTE)('a name in white on %s can be read', colour => {
  expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5)
})

test('a person has one colour, and initials of the first and last name', () => {
  expect(colourOf(ID)).toBe(colourOf(ID))
  const used = new Set(Array.from({ length: 200 }, (_, i) => colourOf(`person-${String(i)}`)))
  expect(used.size).toBe(PALETTE.length)
  expect(['Kari Nordmann', 'åse', 'Per Olav van Dam', ' '].map(initialsOf)).toEqual(['KN', 'Å', 'PD', ''])
})

test('a presence that says nothing of its person is nobody in particular', () => {
  expect([undefined, null, 7, { name: ' ' }].map(user => somebody(user).name)).toEqual(['?', '?', '?', '?'])
  expect(somebody({ id: 'p1', name: 'Ola' })).toEqual({ id: 'p1', name: 'Ola' })
})

test.each([
  ['www.udir.no', 'https://www.udir.no'],
  ['udir.no/laring?a=1', 'https://udir.no/laring?a=1'],
  [' https://udir.no ', 'https://udir.no'],
  ['kari@example.org', 'mailto:kari@example.org'],
  ['+47 22 33 44 55', 'tel:+4722334455'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['/local', null],
  ['bare ord', null],
  ['', null],
])('the written address %j becomes %j', (written, address) => {
  expect(linkAddress(written)).toBe(address)
})

test('a paste of a megabyte is refused, an ordinary one is not', () => {
  const carrying = (text: string, html = '') => ({
    getData: (type: string) => (type === 'text/html' ? html : text),
  })
  expect(tooLong(carrying('x'.repeat(1_000_000)))).toBe(1_000_000)
  expect(tooLong(carrying('x'.repeat(PASTE_LIMIT)))).toBeNull()
  expect(tooLong(carrying('x', 'y'.repeat(3_000_000)))).toBe(3_000_000)
  expect(tooLong(null)).toBeNull()
})

test('the document of an address is its last uuid', () => {
  expect(documentIdOf(`/dokumenter/${ID}`)).toBe(ID)
  expect(documentIdOf(`/samlinger/99999999-2222-4333-8444-555555555555/tekst/${ID.toUpperCase()}?a=1`)).toBe(
    ID,
  )
  expect(documentIdOf('/dokumenter/1')).toBeNull()
})

describe('the words', () => {
  type Tree = { [key: string]: string | Tree }
  const flat = (tree: Tree, prefix = ''): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
    )
  const keys = (tree: Tree) => flat(tree).map(([key]) => key)

  test('are complete in every language', () => {
    expect(keys(nn.documents)).toEqual(keys(nb.documents))
    expect(keys(en.documents)).toEqual(keys(nb.documents))
    for (const [, words] of [nb, nn, en].flatMap(({ documents }) => flat(documents)))
      expect(words.trim()).not.toBe('')
  })

  test('have a sentence for every refusal', () => {
    for (const { documents } of [nb, nn, en]) {
      expect(Object.keys(documents.refused)).toEqual(
        expect.arrayContaining([...Object.keys(REFUSALS), 'noAccess']),
      )
    }
  })
})
