import { documentRight } from '~server/domain/access'
import { contributorNames, storedBytes } from '~server/domain/documents/documents'
import { picturesForFile } from '~server/domain/documents/pictures-for-file'
import { getTableDocument, type TableDocument } from '~server/domain/gatherings/table-document'
import { momentText, whenText } from '~/lib/dates'
import type { T } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const

const LANGUAGES = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const

/** The saved text as a file to keep, for whoever may read it. */
export const loader = signedIn(async ({ actor, params, request, context, t }) => {
  const document = await getTableDocument(actor, params.id('documentId'))
  const format = formatOf(new URL(request.url).pathname)
  const { documentId } = document
  const { updates } = await storedBytes(documentId)
  const { documents } = context.live
  // Text alone knows no pictures.
  const ids = format === 'md' ? [] : await documents.run('pictures', { updates })
  const mayRead = async (id: string) => (await documentRight(actor, id)) !== null
  const title = titleOf(t, document)
  const sheet = {
    title,
    facts: await factsOf(t, document),
    language: LANGUAGES[localeOf(request, context)],
    pictures: await picturesForFile(documentId, ids, mayRead),
    words: {
      done: t('keeping:file.done'),
      notDone: t('keeping:file.notDone'),
      page: t('keeping:file.page', { page: '{{page}}', pages: '{{pages}}' }),
      image: t('keeping:file.image'),
    },
  }
  const bytes = await documents.run('export', { format, sheet, updates })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': documents.attachment(title, format),
      'Cache-Control': 'private, no-store',
    },
  })
})

function formatOf(path: string): keyof typeof TYPES {
  const formats = Object.keys(TYPES) as (keyof typeof TYPES)[]
  return formats.find(format => path.endsWith(`.${format}`)) ?? 'pdf'
}

function titleOf(t: T, { table, gathering }: TableDocument): string {
  const about = { gathering: gathering.title, number: table.number, name: table.name }
  return t(table.name === '' ? 'gatherings:document.title' : 'gatherings:document.titleNamed', about)
}

async function factsOf(t: T, { documentId, gathering, seated }: TableDocument) {
  const wrote = await contributorNames(documentId)
  const people = [...new Set([...seated.map(({ name }) => name), ...wrote])].sort((a, b) =>
    a.localeCompare(b, 'nb'),
  )
  const facts = [
    { label: t('keeping:file.gathering'), value: gathering.title },
    { label: t('keeping:file.place'), value: gathering.place },
    { label: t('keeping:file.time'), value: whenText(t, gathering.when) },
    { label: t('keeping:file.people'), value: people.join(', ') || t('keeping:file.nobody') },
    { label: t('keeping:file.exported'), value: momentText(t, new Date()) },
  ]
  return facts.filter(({ value }) => value !== '')
}
