import { getHarvest } from '~server/domain/gatherings/harvest/harvests'
import { listResults, listUnsorted } from '~server/domain/gatherings/harvest/results'
import { notFound } from '~server/domain/shared/errors'
import { momentText } from '~/lib/dates'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'
import { asContent, asTable } from './file-content.server'

const LANGUAGES = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The harvest as a file to take along: the same as is shown, for whoever it is shown to. */
export const loader = signedIn(async ({ actor, params, request, context, t }) => {
  const harvest = await getHarvest(actor, params.id('gatheringId'))
  const themes = await listResults(harvest)
  if (themes === null) throw notFound()
  const unsorted = await listUnsorted(harvest)
  const { lists, documents } = context.live
  const title = `${t('harvest:title')}: ${harvest.gathering.title}`
  const csv = new URL(request.url).pathname.endsWith('.csv')
  const bytes = csv
    ? await lists.table(asTable(t, themes, unsorted), t('harvest:file.sheet'), 'csv')
    : await documents.run('file', {
        format: 'docx',
        sheet: {
          title,
          facts: [
            { label: t('keeping:file.gathering'), value: harvest.gathering.title },
            { label: t('keeping:file.exported'), value: momentText(t, new Date()) },
          ],
          language: LANGUAGES[localeOf(request, context)],
          content: asContent(t, themes, unsorted),
          pictures: new Map(),
          words: {
            done: t('keeping:file.done'),
            notDone: t('keeping:file.notDone'),
            page: t('keeping:file.page', { page: '{{page}}', pages: '{{pages}}' }),
            image: t('keeping:file.image'),
          },
        },
      })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': csv ? 'text/csv; charset=utf-8' : DOCX,
      'Content-Disposition': documents.attachment(title, csv ? 'csv' : 'docx'),
      'Cache-Control': 'private, no-store',
    },
  })
})
