import { allowFunnel, listInvited } from '~server/domain/cohorts/invitations/funnel'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { signedIn } from '~/lib/request'
import { fileAnswer } from '../imports/files.server'
import { chooseInvited } from './funnel-choice'

/** The list behind the funnel as a file for a spreadsheet: units, no people and no addresses. */
export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  allowFunnel(actor)
  const cohort = await getCohort(actor, params.id('cohortId'))
  const { pathname, searchParams } = new URL(request.url)
  const { rows } = chooseInvited(await listInvited(actor, cohort.id), searchParams)
  const format = pathname.includes('.csv') ? 'csv' : 'xlsx'
  const day = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? ''
  const head = [
    t('filter.county'),
    t('filter.municipality'),
    t('invitations:mailing.unit'),
    t('invitations:funnel.status'),
    t('invitations:funnel.sent'),
    t('invitations:funnel.seen'),
    t('invitations:funnel.answered'),
    t('invitations:invite.deadline'),
    t('invitations:funnel.units'),
  ]
  const lines = rows.map(row => [
    row.county?.name ?? '',
    row.municipality?.name ?? '',
    row.name,
    t(`invitations:status.${row.status}`),
    day(row.sentAt),
    day(row.seenAt),
    day(row.answeredAt),
    day(row.deadline),
    String(row.units?.named ?? ''),
  ])
  const bytes = await context.live.lists.table([head, ...lines], t('invitations:funnel.sheet'), format)
  return fileAnswer(bytes, 'invitasjoner', format)
})
