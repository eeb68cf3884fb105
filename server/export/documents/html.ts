import { blocks, clean, type Block, type Inline, type MarkName, type Sheet } from './sheet'

const STYLE = `body{font:17px/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1e2b3c}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;padding-bottom:1rem;border-bottom:1px solid #c3c9d2}
dt{font-weight:600}dd{margin:0}blockquote{border-left:3px solid #c3c9d2;margin-left:0;padding-left:1rem}
ul.tasks{list-style:none;padding-left:.2rem}ul.tasks>li{display:grid;grid-template-columns:1.6rem 1fr}ul.tasks p{margin-top:0}
figure{margin:1rem 0}img{max-width:100%;height:auto}
table{border-collapse:collapse}th,td{border:1px solid #c3c9d2;padding:.3rem .6rem;text-align:left;vertical-align:top}
@media print{body{margin:0;max-width:none}}`

/** A document as a page that stands by itself and loads nothing. */
export function toHtml(sheet: Sheet): string {
  const { title, facts, language, content, words } = sheet
  const body = blocks(content, sheet)
    .map(block => written(block, words))
    .join('\n')
  const head = facts
    .map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`)
    .join('')
  return `<!doctype html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<dl>${head}</dl>
${body}
</main>
</body>
</html>
`
}

function written(block: Block, words: Sheet['words']): string {
  const all = (several: readonly Block[]): string => several.map(each => written(each, words)).join('')
  switch (block.kind) {
    case 'paragraph':
      return `<p>${line(block.inlines)}</p>`
    case 'heading':
      return `<h${block.level}>${line(block.inlines)}</h${block.level}>`
    case 'list': {
      const items = block.items.map(item => `<li>${all(item)}</li>`).join('')
      const start = block.start === 1 ? '' : ` start="${block.start}"`
      return block.ordered ? `<ol${start}>${items}</ol>` : `<ul>${items}</ul>`
    }
    case 'tasks': {
      const items = block.items.map(({ done, blocks: item }) => {
        const label = done ? words.done : words.notDone
        const box = `<input type="checkbox" disabled${done ? ' checked' : ''} aria-label="${attribute(label)}">`
        return `<li>${box}<div>${all(item)}</div></li>`
      })
      return `<ul class="tasks">${items.join('')}</ul>`
    }
    case 'quote':
      return `<blockquote>${all(block.blocks)}</blockquote>`
    case 'rule':
      return '<hr>'
    case 'picture': {
      const { bytes, width, height } = block.picture
      const address = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`
      const alt = attribute(block.alt || words.image)
      return `<figure><img src="${address}" width="${width}" height="${height}" alt="${alt}"></figure>`
    }
    case 'table': {
      const rows = block.rows.map(row => {
        const cells = row.map(cell => {
          const tag = cell.heading ? 'th' : 'td'
          return `<${tag}>${all(cell.blocks)}</${tag}>`
        })
        return `<tr>${cells.join('')}</tr>`
      })
      return `<table>${rows.join('')}</table>`
    }
  }
}

const TAGS: Record<MarkName, string> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' }

function line(all: readonly Inline[]): string {
  return all
    .map(each => {
      if (each === 'break') return '<br>'
      let inner = escaped(each.text)
      for (const mark of each.marks) inner = `<${TAGS[mark]}>${inner}</${TAGS[mark]}>`
      return each.link === null
        ? inner
        : `<a href="${attribute(each.link)}" rel="noopener noreferrer nofollow">${inner}</a>`
    })
    .join('')
}

const escaped = (text: string): string =>
  clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const attribute = (text: string): string => escaped(text).replaceAll('"', '&quot;')
