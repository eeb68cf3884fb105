import { useLoaderData } from '@remix-run/react'
import { listCohorts } from '~server/domain/cohorts/cohorts'
import { canFoundCohorts } from '~server/domain/cohorts/policy'
import { CohortCards } from '~/components/cohorts/cohort-cards'
import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cohorts'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, t }) => ({
  title: t('cohorts:list.title'),
  locale: localeOf(request, context),
  cohorts: await listCohorts(actor),
  canCreate: canFoundCohorts(actor),
}))

export const meta = pageTitle

export default function Cohorts() {
  const t = useWords()
  const { locale, cohorts, canCreate } = useLoaderData<typeof loader>()
  const create = <ButtonLink to="/puljer/ny">{t('cohorts:list.new')}</ButtonLink>
  return (
    <div className="stack">
      <PageHead title={t('cohorts:list.title')}>
        <p className="lead">{t('cohorts:list.lead')}</p>
      </PageHead>
      {cohorts.length === 0 ? (
        <Empty title={t('cohorts:list.empty')}>
          <p>{t(canCreate ? 'cohorts:list.emptyAdviser' : 'cohorts:list.emptyOther')}</p>
          {canCreate && create}
        </Empty>
      ) : (
        <>
          {canCreate && <div>{create}</div>}
          <CohortCards cohorts={cohorts} locale={locale} level={2} />
        </>
      )}
    </div>
  )
}
