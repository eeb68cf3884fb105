import { weekText, whenText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { GatheringSummary } from '~server/domain/gatherings/gatherings'

/** When, where and by whom. */
export function GatheringFacts({ when, place, host }: Pick<GatheringSummary, 'when' | 'place' | 'host'>) {
  const t = useWords()
  const week = weekText(t, when)
  return (
    <dl className="facts">
      <div>
        <dt>{t('gatherings:page.when')}</dt>
        <dd>
          {whenText(t, when)}
          {week !== null && <span className="quiet"> ({week})</span>}
        </dd>
      </div>
      <div>
        <dt>{t('gatherings:page.where')}</dt>
        <dd>{place === '' ? t('gatherings:page.noPlace') : place}</dd>
      </div>
      <div>
        <dt>{t('gatherings:page.host')}</dt>
        <dd>{host.name}</dd>
      </div>
    </dl>
  )
}
