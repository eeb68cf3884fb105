import { Link } from '@remix-run/react'
import type { ComponentProps } from 'react'
import { CohortCards } from '~/components/cohorts/cohort-cards'
import { GatheringList } from '~/components/gatherings/gathering-list'
import { InvitationTasks } from '~/components/invitations/invitation-tasks'
import { SupportBanner } from '~/components/oversight/support-banner'
import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { periodText, whenText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { cohortName, inLanguage } from '~/lib/texts'
import type { InvitationTask } from '~server/domain/cohorts/invitations/tasks'
import type { OpenStep } from '~server/domain/cohorts/reports'
import type { Home } from '~server/domain/gatherings/home'
import { Now } from './now'
import { StepTasks } from './step-tasks'
import { TableNow } from './table-now'

export interface MemberHomeProps extends Home {
  name: string
  locale: Locale
  followed: { units: number; silent: number } | null
  /** What yearly cycles want of this person now. */
  steps: readonly OpenStep[]
  /** Invitations to answer, units to name. */
  tasks: readonly InvitationTask[]
  /** Where support looks at the person's own units. */
  looks: ComponentProps<typeof SupportBanner>['looks']
}

/** What is mine to do now: my table, else the schools I follow, else the next gathering, else my cohort. */
export function MemberHome(props: MemberHomeProps) {
  const { name, locale, tables, next, earlier, cohorts, followed, steps, tasks, looks } = props
  const t = useWords()
  const nothing = tables.length + next.length + earlier.length + cohorts.length === 0 && followed === null
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('home:hello', { name })} />
      <SupportBanner looks={looks} />
      <InvitationTasks tasks={tasks} locale={locale} />
      {nothing && tasks.length === 0 ? (
        <Empty title={t('home:empty.title')}>
          <p>{t('home:empty.text')}</p>
        </Empty>
      ) : (
        <MineNow {...props} />
      )}
      <StepTasks steps={steps} />
      {tables.length > 1 && (
        <section className="stack" data-space="close">
          <h2>{t('home:table.more')}</h2>
          <ul className="bullets">
            {tables.slice(1).map(({ documentId, table, gathering }) => (
              <li key={documentId}>
                <Link to={`/dokumenter/${documentId}`}>
                  {gathering.title} · {t('home:table.unnamed', { number: table.number })}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {next.length > 0 && (
        <section className="stack" data-space="close">
          <h2>{t('home:next.more')}</h2>
          <GatheringList gatherings={next} />
        </section>
      )}
      {earlier.length > 0 && (
        <section className="stack" data-space="close">
          <h2>{t('home:next.earlier')}</h2>
          <GatheringList gatherings={earlier} />
        </section>
      )}
      {cohorts.length > 0 && (
        <section className="stack" data-space="close">
          <h2>{t('home:cohort.more')}</h2>
          <CohortCards cohorts={cohorts} locale={locale} />
        </section>
      )}
    </div>
  )
}

function MineNow({ tables, next, cohorts, followed, locale }: MemberHomeProps) {
  const t = useWords()
  const table = tables[0]
  if (table !== undefined) return <TableNow {...table} />
  if (followed !== null) {
    const { units, silent } = followed
    return (
      <Now eyebrow={t('home:desk.eyebrow')} title={t('home:desk.title', { count: units })}>
        <p>{silent > 0 ? t('home:desk.silent', { count: silent }) : t('home:desk.active')}</p>
        <ButtonLink to="/skoler">{t('home:desk.open')}</ButtonLink>
      </Now>
    )
  }
  const dated = next.find(gathering => gathering.when.precision !== 'unset')
  if (dated !== undefined) {
    return (
      <Now eyebrow={t('home:next.eyebrow')} title={dated.title}>
        <p>
          {whenText(t, dated.when)}
          {dated.place !== '' && ` · ${dated.place}`}
        </p>
        <ButtonLink to={`/samlinger/${dated.id}`}>{t('home:next.open')}</ButtonLink>
      </Now>
    )
  }
  const cohort = cohorts[0]
  if (cohort === undefined) return null
  return (
    <Now
      eyebrow={t('home:cohort.eyebrow')}
      title={`${cohortName(t, locale, cohort)}: ${inLanguage(cohort.programme.name, locale)}`}
    >
      <p>
        {periodText(t, cohort.startsOn, cohort.endsOn)} ·{' '}
        {t('cohorts:municipalities', { count: cohort.municipalities })}
      </p>
      <ButtonLink to={`/puljer/${cohort.id}`}>{t('home:cohort.open')}</ButtonLink>
    </Now>
  )
}
