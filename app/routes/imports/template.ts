import { canImport } from '~server/domain/cohorts/imports/policy'
import { notFound } from '~server/domain/shared/errors'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'
import { fileAnswer } from './files.server'

/** An empty list with the right headings. */
export const loader = signedIn(async ({ actor, request, context }) => {
  if (!canImport(actor)) throw notFound()
  const { pathname, searchParams } = new URL(request.url)
  const format = pathname.includes('.csv') ? 'csv' : 'xlsx'
  const kind = searchParams.get('type') === 'participants' ? 'participants' : 'units'
  const locale = localeOf(request, context)
  return fileAnswer(await context.live.lists.template({ kind, locale, format }), `mal-${kind}`, format)
})
