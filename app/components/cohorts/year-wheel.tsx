import { Link } from '@remix-run/react'
import { dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { inLanguage } from '~/lib/texts'
import type { StepView } from '~server/domain/cohorts/reports'

/** YYYY-MM-DD of a calendar date. */
const dateOf = (date: Date): string => date.toISOString().slice(0, 10)

/** When a step opens or is due, in words. */
export function useStepDate(): (step: Pick<StepView, 'stage' | 'opensOn' | 'dueOn'>) => string {
  const t = useWords()
  return ({ stage, opensOn, dueOn }) => {
    if (stage === 'coming') return t('cycle:opens', { date: dayText(t, dateOf(opensOn)) })
    return t(stage === 'open' ? 'cycle:due' : 'cycle:was', { date: dayText(t, dateOf(dueOn)) })
  }
}

/** What comes back every year in a cohort, year by year; nothing for a programme that runs once through. */
export function YearWheel({
  cohortId,
  steps,
  locale,
}: {
  cohortId: string
  steps: readonly StepView[]
  locale: Locale
}) {
  const t = useWords()
  const stepDate = useStepDate()
  if (steps.length === 0) return null
  const years = [...new Set(steps.map(({ year }) => year))]
  return (
    <section className="stack" data-space="close" aria-labelledby="arshjul">
      <h2 id="arshjul">{t('cycle:title')}</h2>
      <p className="quiet">{t('cycle:lead')}</p>
      <div className="year-wheel">
        {years.map(year => (
          <div key={year} className="stack" data-space="tight">
            <h3>{year}</h3>
            <ol className="year-steps">
              {steps
                .filter(step => step.year === year)
                .map(step => (
                  <li key={step.id} className="year-step" data-stage={step.stage}>
                    <Link to={`/puljer/${cohortId}/arshjul/${step.id}`}>
                      {inLanguage(step.title, locale)}
                    </Link>
                    <span className="quiet small">
                      {t(`cycle:stage.${step.stage}`)} · {stepDate(step)}
                    </span>
                  </li>
                ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  )
}
