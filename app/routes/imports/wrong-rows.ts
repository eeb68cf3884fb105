import { wrongRows } from '~server/domain/cohorts/imports/export-rows'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'
import { fileAnswer } from './files.server'

/** What is wrong with a list, to be corrected in the spreadsheet and brought again. */
export const loader = signedIn(async ({ actor, request, context, params }) => {
  const locale = localeOf(request, context)
  const { kind, rows } = await wrongRows(actor, params.id('batchId'), locale)
  const bytes = await context.live.lists.wrong({ kind, rows, locale, format: 'xlsx' })
  return fileAnswer(bytes, 'feil', 'xlsx')
})
