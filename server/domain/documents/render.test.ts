import { Doc, encodeStateAsUpdate, XmlElement, XmlText, Map as YMap } from 'yjs'
import { expect, test } from 'vitest'
import { contentSchema, FIELD, isSafeLink, MARK_NAMES, NODE_NAMES, type Content } from './content'
import { readable, seedUpdate } from './render'

const page = (...content: Content[]): Content => ({ type: 'doc', content })
const paragraph = (text: string, marks: Content['marks'] = []): Content => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks }],
})
const html = (...content: Content[]) => readable([seedUpdate(page(...content))]).html

/** Bytes of a document that no editor of ours would make. */
function foreign(build: (root: XmlElement) => void): Uint8Array[] {
  const doc = new Doc()
  const root = new XmlElement('paragraph')
  doc.getXmlFragment(FIELD).insert(0, [root])
  build(root)
  return [encodeStateAsUpdate(doc)]
}

test('the lists of names are exactly the schema', () => {
  const { nodes, marks } = contentSchema()
  expect(
    Object.keys(nodes)
      .filter(name => name !== 'doc' && name !== 'text')
      .sort(),
  ).toEqual([...NODE_NAMES].sort())
  expect(Object.keys(marks).sort()).toEqual([...MARK_NAMES].sort())
})

test('every kind of content becomes the elements that the editor shows', () => {
  const item = (type: string, text: string, attrs = {}): Content => ({
    type,
    attrs,
    content: [paragraph(text)],
  })
  const result = readable([
    seedUpdate(
      page(
        { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Mål' }] },
        paragraph('fet', [{ type: 'bold' }]),
        { type: 'bulletList', content: [item('listItem', 'én')] },
        { type: 'orderedList', attrs: { start: 3 }, content: [item('listItem', 'tre')] },
        { type: 'taskList', content: [item('taskItem', 'gjort "nå"', { checked: true })] },
        { type: 'blockquote', content: [paragraph('sitat')] },
        { type: 'horizontalRule' },
      ),
    ),
  ])
  expect(result.html).toBe(
    '<h3>Mål</h3><p><strong>fet</strong></p><ul><li><p>én</p></li></ul><ol start="3"><li><p>tre</p></li></ol>' +
      '<ul data-type="taskList"><li data-checked="true" data-type="taskItem"><label><input type="checkbox" disabled checked' +
      ' aria-label="gjort &quot;nå&quot;"><span></span></label><div><p>gjort "nå"</p></div></li></ul>' +
      '<blockquote><p>sitat</p></blockquote><hr>',
  )
  expect(result.text).toBe('Mål\nfet\nén\ntre\ngjort "nå"\nsitat')
  expect(result.words).toBe(7)
})

test('an empty document is one empty paragraph', () => {
  expect(readable([])).toEqual({ html: '<p></p>', text: '', words: 0 })
})

test('text is escaped', () => {
  expect(html(paragraph('<img src=x onerror=alert(1)> & "co"'))).toBe(
    '<p>&lt;img src=x onerror=alert(1)&gt; &amp; "co"</p>',
  )
})

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example',
  '/relative',
  '',
  null,
  42,
  { toString: () => 'https://example.org' },
])('the address %j is no link', address => {
  expect(isSafeLink(address)).toBe(false)
  expect(html(paragraph('her', [{ type: 'link', attrs: { href: address } }]))).toBe('<p>her</p>')
})

test.each([
  'https://example.org/a?b=1&c="',
  'http://example.org',
  'mailto:post@example.org',
  'tel:+4722334455',
])('the address %s is a link without a hold on our page', address => {
  const href = address.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  expect(html(paragraph('her', [{ type: 'link', attrs: { href: address } }]))).toBe(
    `<p><a href="${href}" rel="noopener noreferrer nofollow">her</a></p>`,
  )
})

test('attributes that the schema does not have never reach the page', () => {
  const updates = foreign(root => {
    root.setAttribute('onclick', 'alert(1)')
    root.setAttribute('style', 'position:fixed')
    const text = new XmlText('hei')
    text.format(0, 3, {
      link: { href: 'https://example.org', class: 'overlay', target: '_top', onclick: 'x' },
    })
    root.insert(0, [text])
  })
  expect(readable(updates).html).toBe(
    '<p><a href="https://example.org" rel="noopener noreferrer nofollow">hei</a></p>',
  )
})

test('odd values of known attributes fall back', () => {
  const doc = new Doc()
  const heading = new XmlElement('heading')
  heading.setAttribute('level', '1><script>')
  heading.insert(0, [new XmlText('tittel')])
  const list = new XmlElement('orderedList')
  list.setAttribute('start', '"><b>')
  list.insert(0, [new XmlText('løs')])
  doc.getXmlFragment(FIELD).insert(0, [heading, list])
  expect(readable([encodeStateAsUpdate(doc)]).html).toBe('<h2>tittel</h2><ol><li><p>løs</p></li></ol>')
})

test('of what a newer version wrote the text remains', () => {
  const doc = new Doc()
  const table = new XmlElement('slides')
  const cell = new XmlElement('slide')
  const text = new XmlText('celle')
  text.format(0, 5, { highlight: { color: 'red' }, 'bold--abcdefgh': {} })
  cell.insert(0, [text])
  table.insert(0, [cell])
  doc.getXmlFragment(FIELD).insert(0, [table, new XmlElement('script'), new XmlText('løs tekst')])
  const odd = new XmlElement('paragraph')
  doc.getXmlFragment(FIELD).push([odd])
  odd.insert(0, [new XmlText('før')])
  odd.firstChild?.doc?.transact(() => (odd.firstChild as XmlText).insertEmbed(3, new YMap()))
  expect(readable([encodeStateAsUpdate(doc)])).toMatchObject({
    html: '<p><strong>celle</strong></p><p>løs tekst</p><p>før</p>',
    words: 4,
  })
})

test('content nested ten thousand deep is still only text', () => {
  const doc = new Doc()
  let parent = new XmlElement('blockquote')
  doc.transact(() => {
    doc.getXmlFragment(FIELD).insert(0, [parent])
    for (let depth = 0; depth < 10_000; depth++) {
      const child = new XmlElement('blockquote')
      parent.insert(0, [child])
      parent = child
    }
    parent.insert(0, [new XmlText('bunnen')])
  })
  expect(readable([encodeStateAsUpdate(doc)]).text).toBe('bunnen')
})

test('nothing outside the schema is seeded', () => {
  expect(() => seedUpdate(page({ type: 'video', attrs: { src: 'x' } }))).toThrow()
  expect(() => seedUpdate({ type: 'doc', content: [] })).toThrow()
})
