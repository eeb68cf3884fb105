import { Editor } from '@tiptap/core'
import { EditorState } from '@tiptap/pm/state'
import { Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs'
import { describe, expect, test, vi } from 'vitest'
import { contentExtensions, contentSchema, FIELD, type Content } from './content'
import { plenumBlocks } from './plenum'
import { readable, seedUpdate, storedContent } from './render'

const ID = '01234567-89ab-7cde-8f01-23456789abcd'
const page = (...content: Content[]): Content => ({ type: 'doc', content })
const paragraph = (text: string, attrs: Content['attrs'] = {}): Content => ({
  type: 'paragraph',
  attrs,
  content: [{ type: 'text', text }],
})
const heading = (text: string, attrs: Content['attrs'] = {}): Content => ({
  type: 'heading',
  attrs: { level: 2, ...attrs },
  content: [{ type: 'text', text }],
})
const cell = (type: 'tableHeader' | 'tableCell', text: string): Content => ({
  type,
  content: [paragraph(text)],
})
const row = (...content: Content[]): Content => ({ type: 'tableRow', content })
const shown = (...content: Content[]) => readable([seedUpdate(page(...content))])

/** An element as a client of another make might write it. */
function foreign(name: string, attributes: Record<string, unknown>, ...children: (XmlElement | XmlText)[]) {
  const element = new XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, children)
  return element
}
function stored(...elements: XmlElement[]) {
  const doc = new Doc()
  doc.getXmlFragment(FIELD).insert(0, elements)
  return [encodeStateAsUpdate(doc)]
}

describe('a table', () => {
  const table: Content = {
    type: 'table',
    content: [
      row(cell('tableHeader', 'Hvem'), cell('tableHeader', 'Når')),
      row(cell('tableCell', 'Kari'), cell('tableCell', 'Mandag')),
    ],
  }

  test('is a real table, without a style that the page’s policy would refuse', () => {
    expect(shown(table).html).toBe(
      '<div class="live-table" tabindex="0"><table><tbody><tr><th scope="col"><p>Hvem</p></th><th scope="col"><p>Når</p></th></tr>' +
        '<tr><td><p>Kari</p></td><td><p>Mandag</p></td></tr></tbody></table></div>',
    )
  })

  test('is one line per row as bare text, so that a spreadsheet takes it', () => {
    expect(shown(table)).toMatchObject({ text: 'Hvem\tNår\nKari\tMandag', words: 4 })
  })

  test('with impossible numbers is an ordinary table', () => {
    const wide = foreign(
      'tableCell',
      { colspan: 1e9, rowspan: -1 },
      foreign('paragraph', {}, new XmlText('x')),
    )
    expect(readable(stored(foreign('table', {}, foreign('tableRow', {}, wide)))).html).toBe(
      '<div class="live-table" tabindex="0"><table><tbody><tr><td><p>x</p></td></tr></tbody></table></div>',
    )
  })

  test('without rows, and a row without cells, leave nothing but their text', () => {
    const bare = foreign('table', {}, new XmlText('løst'))
    expect(
      readable(stored(foreign('table', {}), foreign('table', {}, foreign('tableRow', {})), bare)).html,
    ).toBe('<p>løst</p>')
  })

  test('of a billion columns from another client is set right before it is laid out', () => {
    vi.stubGlobal('navigator', { platform: '', userAgent: '' })
    const editor = new Editor({
      element: null,
      extensions: contentExtensions(),
      content: page({ type: 'paragraph' }),
    })
    const state = EditorState.create({
      schema: editor.schema,
      plugins: editor.extensionManager.plugins,
    })
    const { nodes } = editor.schema
    const wide = nodes['tableCell']?.createAndFill({ colspan: 1e9, rowspan: 1e9 })
    const full = nodes['table']?.create(null, nodes['tableRow']?.create(null, wide))
    if (!full) throw new Error('no table')
    const after = state.apply(state.tr.replaceWith(0, state.doc.content.size, full))
    expect(after.doc.firstChild?.firstChild?.firstChild?.attrs).toEqual({ colspan: 1, rowspan: 1 })
    editor.destroy()
    vi.unstubAllGlobals()
  })
})

describe('an image', () => {
  test('has addresses made from its id, in two sizes', () => {
    const image = { type: 'image', attrs: { id: ID, alt: 'En "tavle"', width: 1600, height: 900 } }
    expect(shown(image).html).toBe(
      `<figure><img src="/bilder/${ID}/liten" srcset="/bilder/${ID}/liten 480w, /bilder/${ID} 1600w"` +
        ' sizes="(min-width: 48rem) 42rem, 92vw" width="1600" height="900" alt="En &quot;tavle&quot;" loading="lazy" decoding="async"></figure>',
    )
  })

  test('with an address of somebody’s own never shows it, and odd sizes are left out', () => {
    const html = readable(
      stored(
        foreign('image', {
          id: ID,
          src: 'https://spy.example/x.gif',
          width: 'x"onload="',
          height: 1e9,
          alt: '<b>',
        }),
        foreign('image', { id: '"><script>', alt: 'ingen' }),
      ),
    ).html
    expect(html).toBe(
      `<figure><img src="/bilder/${ID}/liten" alt="&lt;b&gt;" loading="lazy" decoding="async"></figure>`,
    )
  })
})

describe('a mention', () => {
  test('is a name in the line, whatever a client calls the person', () => {
    const mention = { type: 'mention', attrs: { id: ID, label: '<script>alert(1)</script>' } }
    const { html, text } = shown({ type: 'paragraph', content: [{ type: 'text', text: 'Hei ' }, mention] })
    expect(html).toBe('<p>Hei <span class="mention">@&lt;script&gt;alert(1)&lt;/script&gt;</span></p>')
    expect(text).toBe('Hei @<script>alert(1)</script>')
  })

  test('of nobody is bare text', () => {
    const odd = foreign('mention', { id: 'kari', label: ' Kari\n Nordmann ' })
    expect(readable(stored(foreign('paragraph', {}, odd))).html).toBe('<p>Kari Nordmann</p>')
  })
})

describe('guidance below a heading', () => {
  test('is with the heading and no part of the text', () => {
    expect(shown(heading('Sammen', { prompt: 'Bli "enige"' }))).toMatchObject({
      html: '<h2 data-prompt="Bli &quot;enige&quot;">Sammen</h2>',
      text: 'Sammen',
    })
  })
})

describe('to the plenum', () => {
  const list: Content = {
    type: 'bulletList',
    attrs: { plenum: true },
    content: ['a', 'b'].map(text => ({ type: 'listItem', content: [paragraph(text)] })),
  }
  const content = page(
    paragraph('Uten overskrift', { plenum: true }),
    heading('Vi ser'),
    paragraph('Ikke med'),
    list,
    heading('Vi gjør', { plenum: true }),
    { type: 'image', attrs: { id: ID, alt: 'Tavle', width: 10, height: 10, plenum: true } },
  )

  test('go the marked blocks, in order, with the heading they stand under', () => {
    expect(plenumBlocks(content).map(({ content: _, ...block }) => block)).toEqual([
      { position: 0, kind: 'paragraph', heading: null, text: 'Uten overskrift' },
      { position: 3, kind: 'bulletList', heading: 'Vi ser', text: 'a\nb' },
      { position: 4, kind: 'heading', heading: 'Vi ser', text: 'Vi gjør' },
      { position: 5, kind: 'image', heading: 'Vi gjør', text: '' },
    ])
  })

  test('the marks come through the store', () => {
    const update = seedUpdate(content)
    expect(plenumBlocks(storedContent([update]))).toHaveLength(4)
    expect(readable([update]).html).toContain('<p data-plenum="true">Uten overskrift</p>')
    expect(readable([update]).html).toContain('<ul data-plenum="true">')
  })

  test('goes nothing of an empty text, and nothing that says something else than true', () => {
    expect(plenumBlocks({ type: 'doc' })).toEqual([])
    expect(plenumBlocks(storedContent(stored(foreign('paragraph', { plenum: 'true' }))))).toEqual([])
  })
})

test('the schema holds its own content', () => {
  expect(() => contentSchema().topNodeType.createAndFill()?.check()).not.toThrow()
})
