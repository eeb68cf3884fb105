import { Link, useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { allowFunnel, listInvited } from '~server/domain/cohorts/invitations/funnel'
import { listMailings } from '~server/domain/cohorts/invitations/progress'
import { FunnelChart } from '~/components/invitations/funnel-chart'
import { FunnelList } from '~/components/invitations/funnel-list'
import { FunnelPlaces } from '~/components/invitations/funnel-places'
import { FunnelFilter } from '~/components/invitations/funnel-filter'
import { MailingList } from '~/components/invitations/mailing-list'
import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { pageOf } from '~/lib/page-of'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { chooseInvited } from './funnel-choice'
import { mayInvite } from './may-invite.server'

export const handle = { words: ['cohorts', 'invitations'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  allowFunnel(actor)
  const url = new URL(request.url)
  const [cohort, rows, mailings, canInvite] = await Promise.all([
    getCohort(actor, id),
    listInvited(actor, id),
    listMailings(actor, id),
    mayInvite(actor, id),
  ])
  const { rows: chosenRows, ...shown } = chooseInvited(rows, url.searchParams)
  const name = cohortName(t, localeOf(request, context), cohort)
  return {
    title: t('invitations:funnel.title', { cohort: name }),
    cohort: { id: cohort.id, name },
    mailings,
    canInvite,
    query: url.search,
    ...shown,
    list: pageOf(chosenRows, url.searchParams, 'liste'),
  }
})

export const meta = pageTitle

export default function Funnel() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { cohort, title, canInvite, chosen, steps, stages, places, counties, list, mailings, query } = page
  return (
    <div className="stack" data-space="wide">
      <PageHead title={title} back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}>
        {canInvite && (
          <div>
            <ButtonLink to={`/puljer/${cohort.id}/inviter`}>{t('invitations:invite.open')}</ButtonLink>
          </div>
        )}
      </PageHead>
      {steps.length === 0 ? (
        <Empty title={t('invitations:funnel.empty')}>
          <p>{t('invitations:funnel.emptyText')}</p>
        </Empty>
      ) : (
        <>
          <FunnelFilter chosen={chosen} steps={steps} counties={counties} />
          <FunnelChart step={chosen.step} stages={stages} />
          {places.length > 1 && <FunnelPlaces step={chosen.step} status={chosen.status} places={places} />}
          <FunnelList {...list} />
          <p>
            <Link to={`/puljer/${cohort.id}/invitasjoner.xlsx${query}`} reloadDocument>
              {t('invitations:funnel.export')}
            </Link>
          </p>
        </>
      )}
      <MailingList cohortId={cohort.id} mailings={mailings} />
    </div>
  )
}
