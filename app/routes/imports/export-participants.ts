import { participantRows } from '~server/domain/cohorts/imports/participant-rows'
import { localeOf } from '~/lib/i18n.server'
import { signedIn } from '~/lib/request'
import { fileAnswer } from './files.server'

/** The present participants: what is changed in them and brought again changes that and nothing else. */
export const loader = signedIn(async ({ actor, request, context }) => {
  const rows = await participantRows(actor, new URL(request.url).searchParams.get('enhet') ?? '')
  const locale = localeOf(request, context)
  const bytes = await context.live.lists.of({ kind: 'participants', locale, format: 'xlsx', rows })
  return fileAnswer(bytes, 'deltakere', 'xlsx')
})
