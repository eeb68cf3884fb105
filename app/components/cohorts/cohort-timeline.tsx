import { GatheringList, type ListedGathering } from '~/components/gatherings/gathering-list'
import { Empty } from '~/components/ui/empty'
import { useWords } from '~/lib/i18n'
import { Timeline } from './timeline'

/** The two years as a picture, with everything on it as a list below, and what has no date apart. */
export function CohortTimeline({
  startsOn,
  endsOn,
  gatherings,
  now,
  canPlan,
}: {
  startsOn: Date
  endsOn: Date
  gatherings: readonly ListedGathering[]
  now: Date
  canPlan: boolean
}) {
  const t = useWords()
  const dated = gatherings.filter(({ when }) => when.startsAt !== null)
  const unset = gatherings.filter(({ when }) => when.startsAt === null)
  return (
    <section className="stack" aria-labelledby="timeline">
      <h2 id="timeline">{t('cohorts:overview.timeline')}</h2>
      <Timeline startsOn={startsOn} endsOn={endsOn} now={now} gatherings={dated} />
      {gatherings.length === 0 && (
        <Empty title={t('cohorts:overview.noGatherings')} level={3}>
          <p>{t(canPlan ? 'cohorts:overview.noGatheringsPlan' : 'cohorts:overview.noGatheringsWait')}</p>
        </Empty>
      )}
      {dated.length > 0 && <GatheringList gatherings={dated} numbered />}
      {unset.length > 0 && (
        <div className="stack" data-space="close">
          <h3>{t('cohorts:overview.unset')}</h3>
          <GatheringList gatherings={unset} level={4} />
        </div>
      )}
    </section>
  )
}
