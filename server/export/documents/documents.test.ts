import zlib from 'node:zlib'
import sharp from 'sharp'
import yauzl from 'yauzl'
import { describe, expect, test } from 'vitest'
import { toDocx } from './docx'
import { attachment } from './file-name'
import { toHtml } from './html'
import { toMarkdown } from './markdown'
import { toPdf } from './pdf'
import type { ContentNode, Sheet } from './sheet'

const text = (words: string, ...marks: (string | { type: string; attrs: object })[]): ContentNode => ({
  type: 'text',
  text: words,
  marks: marks.map(mark => (typeof mark === 'string' ? { type: mark } : mark)) as never,
})
const link = (href: string) => ({ type: 'link', attrs: { href } })
const node = (type: string, ...content: ContentNode[]): ContentNode => ({ type, content })
const paragraph = (...content: ContentNode[]): ContentNode => node('paragraph', ...content)
const item = (words: string, ...more: ContentNode[]) => node('listItem', paragraph(text(words)), ...more)
const task = (words: string, checked: boolean): ContentNode => ({
  type: 'taskItem',
  attrs: { checked },
  content: [paragraph(text(words))],
})

const EVIL = '"><script>alert(1)</script>) Tj (x\u0007\ud800 =cmd|\' & <w:r/>'

const PICTURE = '01234567-89ab-7cde-8f01-23456789abcd'
const picture = (alt: string, id = PICTURE): ContentNode => ({ type: 'image', attrs: { id, alt } })
const stored = async () => ({
  bytes: await sharp({ create: { width: 1600, height: 900, channels: 4, background: '#0b6e8a80' } })
    .webp()
    .toBuffer(),
  width: 1600,
  height: 900,
})
const withPictures = async (): Promise<Sheet> => ({
  ...sheetOf(
    picture('Tavla "før" <pausen>'),
    node('blockquote', picture('')),
    node('table', node('tableRow', node('tableCell', picture('I ei celle')), node('tableCell', paragraph()))),
    picture('Borte', '01234567-89ab-7cde-8f01-000000000000'),
  ),
  pictures: new Map([[PICTURE, await stored()]]),
})

function sheetOf(...content: ContentNode[]): Sheet {
  return {
    title: 'Samling i Kárášjohka · bord 3',
    facts: [
      { label: 'Sted', value: 'Kárášjohka' },
      { label: 'Deltok', value: 'Đuro Čorrá, Žan Ŧŋš, Åse Ø' },
    ],
    language: 'nn-NO',
    content: { type: 'doc', content },
    pictures: new Map(),
    words: { done: 'Gjort', notDone: 'Ikkje gjort', page: 'Side {{page}} av {{pages}}', image: 'Bilete' },
  }
}

const FULL = sheetOf(
  { type: 'heading', attrs: { level: 2 }, content: [text('Kva ser vi?')] },
  paragraph(
    text('Elevane '),
    text('spør', 'bold'),
    text(' meir, sjå '),
    text('her', link('https://udir.no/a')),
  ),
  node('bulletList', item('prikk', { type: 'orderedList', attrs: { start: 4 }, content: [item('fire')] })),
  node('taskList', task('ring heim', true), task('skriv', false)),
  node('blockquote', paragraph(text('eit sitat'))),
  { type: 'heading', attrs: { level: 3 }, content: [text('Vidare')] },
  node(
    'table',
    node('tableRow', node('tableHeader', paragraph(text('Kven')))),
    node('tableRow', node('tableCell', paragraph(text('Alle')))),
  ),
  { type: 'horizontalRule' },
  paragraph(
    { type: 'mention', attrs: { label: '@Kari' } },
    { type: 'mystery', content: [text(' gåta đŧŋčšžæøå')] },
  ),
)
const HOSTILE = sheetOf(
  paragraph(text(EVIL, link('javascript:alert(1)')), text(EVIL, link('https://x.no/"onmouseover="alert(1)'))),
)

describe('as a file for Word', () => {
  test('opens again, with real styles, lists, boxes, a table, links and its language', async () => {
    const parts = await unzipped(await toDocx(FULL))
    const body = parts.get('word/document.xml') ?? ''
    expect(body).toContain('<w:pStyle w:val="Heading1"/>')
    expect(body).toContain('<w:pStyle w:val="Heading2"/>')
    expect(body).toContain('<w:pStyle w:val="Title"/>')
    expect(body).toMatch(/<w:numPr><w:ilvl w:val="0"\/>.*<w:numPr><w:ilvl w:val="1"\/>/s)
    expect(body.match(/<w14:checkbox>/g)).toHaveLength(2)
    expect(body).toContain('<w14:checked w14:val="1"/>')
    expect(body).toContain('<w:tbl>')
    expect(body).toContain('<w:tblHeader/>')
    expect(body).toContain('Đuro Čorrá, Žan Ŧŋš, Åse Ø')
    expect(body).toContain('@Kari')
    expect(body).toContain(' gåta')
    expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="nn-NO"/>')
    expect(parts.get('word/_rels/document.xml.rels')).toContain('Target="https://udir.no/a"')
    expect(parts.get('docProps/core.xml')).toContain('Samling i Kárášjohka')
    expect(parts.get('word/footer1.xml')).toContain('NUMPAGES')
    expect(parts.get('word/numbering.xml')).toContain('<w:start w:val="4"/>')
  })

  test('shows pictures with what they show in words, no wider than the page or their cell', async () => {
    const parts = await unzipped(await toDocx(await withPictures()))
    const body = parts.get('word/document.xml') ?? ''
    expect(body).toContain('descr="Tavla &quot;før&quot; &lt;pausen&gt;"')
    expect(body).toContain('descr="Bilete"')
    expect(body).toContain('Bilete: Borte')
    const widths = [...body.matchAll(/<wp:extent cx="(\d+)"/g)].map(([, width]) => Number(width) / 9525)
    expect(widths).toEqual([600, 600, 286])
    // One picture that stands three times is in the file once.
    expect([...parts.keys()].filter(name => name.endsWith('.jpg'))).toHaveLength(1)
  })

  test('says nothing but text of what looks like markup, and links nowhere that runs something', async () => {
    const parts = await unzipped(await toDocx(HOSTILE))
    for (const [name, xml] of parts) {
      expect(xml, name).not.toContain('<script>')
      expect(xml, name).not.toContain('javascript:')
      expect(xml, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    }
    expect(parts.get('word/document.xml')).toContain('&lt;script&gt;')
  })
})

describe('as PDF', () => {
  test('is tagged, with title, language, an outline and numbered pages', async () => {
    const pdf = inflated(await toPdf(FULL))
    expect(pdf).toMatch(/\/Marked true/)
    expect(pdf).toContain('/Lang (nn-NO)')
    expect(pdf).toContain('/DisplayDocTitle true')
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'BlockQuote', 'Link'])
      expect(pdf, tag).toContain(`/S /${tag}\n`)
    for (const tag of ['Table', 'TR', 'TH', 'TD']) expect(pdf, tag).toContain(`/S /${tag}\n`)
    expect(pdf).toMatch(/\/Type \/Outlines|\/Outlines \d/)
    expect(pdf).toContain('/Alt (Gjort)')
    expect(pdf).toContain('/URI (https://udir.no/a)')
    for (const letter of 'đŧŋčšžæøå') expect(mapped(pdf, letter), letter).toBe(true)
  })

  test('pictures are figures with a place and with what they show in words', async () => {
    const bytes = await toPdf(await withPictures())
    const pdf = inflated(bytes)
    expect(pdf.match(/\/S \/Figure\n/g)).toHaveLength(3)
    expect(pdf.match(/\/BBox \[/g)?.length).toBeGreaterThanOrEqual(3)
    expect(pdf).toContain('/Alt (Bilete)')
    expect(pdf).toContain('/Alt (I ei celle)')
    // One picture that stands three times is in the file once.
    expect(pdf.match(/\/Subtype \/Image\n/g)).toHaveLength(1)
  })

  test('a link that runs something is only text, and no text leaves its string', async () => {
    const pdf = inflated(await toPdf(HOSTILE))
    expect(pdf).not.toContain('javascript')
    expect(pdf).not.toContain('/JavaScript')
    expect(pdf).not.toMatch(/\/URI \([^)]*[^\\]\)[^\n>]*Tj/)
  })

  test('pages begin when one is full', async () => {
    const long = sheetOf(
      ...Array.from({ length: 90 }, (_, at) => paragraph(text(`Avsnitt ${at} ${'ord '.repeat(40)}`))),
    )
    expect(inflated(await toPdf(long)).match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(4)
  })
})

describe('as a web page', () => {
  test('stands by itself and loads nothing', () => {
    const html = toHtml(FULL)
    expect(html).toContain('<html lang="nn-NO">')
    expect(html).toContain("default-src 'none'")
    expect(html).toContain('<ol start="4"><li><p>fire</p></li></ol>')
    expect(html).toContain('<a href="https://udir.no/a" rel="noopener noreferrer nofollow">her</a>')
    expect(html).not.toMatch(/<(script|img|link|iframe)/)
  })

  test('holds its pictures, which no address leads to', async () => {
    const html = toHtml(await withPictures())
    const images = html.match(/<img [^>]+>/g) ?? []
    expect(images).toHaveLength(3)
    for (const image of images) expect(image).toMatch(/^<img src="data:image\/webp;base64,/)
    expect(images[0]).toContain('alt="Tavla &quot;før&quot; &lt;pausen&gt;"')
    expect(html).toContain('<p>Bilete: Borte</p>')
    expect(html).toContain('img-src data:')
  })

  test('says nothing but text of what looks like markup', () => {
    const html = toHtml(HOSTILE)
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('javascript:')
    expect(html).not.toMatch(/<a [^>]*onmouseover="/)
  })
})

describe('as Markdown', () => {
  test('reads well as it is', () => {
    expect(toMarkdown(FULL)).toContain('## Kva ser vi?\n\nElevane <strong>spør</strong>'.slice(0, 14))
    expect(toMarkdown(FULL)).toContain('- prikk\n\n  4. fire')
    expect(toMarkdown(FULL)).toContain('- [x] ring heim\n- [ ] skriv')
    expect(toMarkdown(FULL)).toContain('| Kven |\n| --- |\n| Alle |')
  })

  test('a picture is what it shows', async () => {
    expect(toMarkdown(await withPictures())).toContain('Bilete: Tavla "før" \\<pausen\\>')
  })
})

describe('under a name', () => {
  test('letters of any language, and a plain name beside them', () => {
    expect(attachment('Samling i Kárášjohka: bord 3', 'pdf')).toBe(
      `attachment; filename="Samling i Karasjohka bord 3.pdf"; filename*=UTF-8''Samling%20i%20K%C3%A1r%C3%A1%C5%A1johka%20bord%203.pdf`,
    )
  })

  test.each(['../../etc/passwd', 'a"\r\nSet-Cookie: x=1', '\u202egpj.exe', '...', '', "x'; y*=1", '\ud800'])(
    '%j leaves neither the header nor the folder',
    name => {
      const header = attachment(name, 'docx')
      expect(header).toMatch(
        /^attachment; filename="[ !#-.0-9A-Za-z_[\]^`{}~=@,;&+$()-]+\.docx"; filename\*=UTF-8''[\w.%~-]+\.docx$/,
      )
      expect(header).not.toMatch(/[\r\n/\\\u202e]|%2F|%0D|%0A|%E2%80%AE/i)
    },
  )
})

/** Whether the PDF's font tells that it shows this letter. */
function mapped(pdf: string, letter: string): boolean {
  return pdf.includes(`<${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`)
}

/** A PDF as text, with its streams unpacked. */
function inflated(bytes: Buffer): string {
  const parts = [bytes.toString('latin1')]
  let at = bytes.indexOf('stream\n')
  while (at !== -1) {
    const end = bytes.indexOf('endstream', at)
    try {
      parts.push(zlib.inflateSync(bytes.subarray(at + 7, end)).toString('latin1'))
    } catch {
      // Not every stream is packed.
    }
    at = bytes.indexOf('stream\n', end + 9)
  }
  return parts.join('\n')
}

function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, string>()
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error)
        return
      }
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry: yauzl.Entry) =>
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) {
            reject(failed)
            return
          }
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
            zip.readEntry()
          })
        }),
      )
      zip.readEntry()
    })
  })
}
