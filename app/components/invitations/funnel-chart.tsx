import { useWords } from '~/lib/i18n'
import type { Stages } from '~server/domain/cohorts/invitations/funnel'
import type { Step } from '~server/domain/cohorts/invitations/schema'

type Stage = 'sent' | 'seen' | 'accepted' | 'named'

/** The stages that there are: only municipalities name units. */
export const stagesFor = (step: Step): Stage[] =>
  step === 'municipality' ? ['sent', 'seen', 'accepted', 'named'] : ['sent', 'seen', 'accepted']

/** From sent to units named: bars with their numbers in words, readable as a list. */
export function FunnelChart({ step, stages }: { step: Step; stages: Stages }) {
  const t = useWords()
  const total = stages.invited
  return (
    <section className="stack" data-space="close" aria-labelledby="trakt">
      <h2 id="trakt">{t('invitations:funnel.chart')}</h2>
      <ol className="funnel plain-list">
        {stagesFor(step).map(stage => (
          <li key={stage} className="funnel-stage" data-stage={stage}>
            <span className="funnel-label">{t(`invitations:funnel.${stage}`)}</span>
            <svg className="funnel-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="funnel-track" width="100" height="10" />
              <rect
                className="funnel-fill"
                width={total === 0 ? 0 : (stages[stage] / total) * 100}
                height="10"
              />
            </svg>
            <span className="funnel-number">
              {t('invitations:funnel.of', { count: stages[stage], total })}
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet small">
        {t('invitations:funnel.declined', { count: stages.declined })} ·{' '}
        {t('invitations:funnel.gone', { count: stages.gone })}
      </p>
    </section>
  )
}
