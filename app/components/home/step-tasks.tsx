import { ButtonLink } from '~/components/ui/button'
import { dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { OpenStep } from '~server/domain/cohorts/reports'

/** What the yearly cycles want of somebody now: a report to write, reports to answer. */
export function StepTasks({ steps }: { steps: readonly OpenStep[] }) {
  const t = useWords()
  if (steps.length === 0) return null
  return (
    <ul className="cards">
      {steps.map(step => {
        const { id, cohortId, unit, draft, waiting, stage, dueOn } = step
        const date = dayText(t, dueOn.toISOString().slice(0, 10))
        return (
          <li key={`${id}-${unit?.id ?? ''}`} className="card stack" data-space="close">
            <h2 className="card-title">
              {unit === null
                ? t('cycle:home.decide', { count: waiting })
                : t('cycle:home.report', { unit: unit.name })}
            </h2>
            <p>
              {t(stage === 'late' ? 'cycle:home.late' : 'cycle:home.due', { date })}
              {draft && ` ${t('cycle:home.draft')}`}
            </p>
            <div>
              <ButtonLink to={`/puljer/${cohortId}/arshjul/${id}`} variant="secondary">
                {t(unit === null ? 'cycle:home.answer' : draft ? 'cycle:home.go' : 'cycle:home.write')}
              </ButtonLink>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
