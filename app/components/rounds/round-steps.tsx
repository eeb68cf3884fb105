import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import { STEPS, type Step } from './steps'

/** The steps of a round as a path; what has been can be gone back to. */
export function RoundSteps({ shown, current, links }: { shown: Step; current: Step; links: boolean }) {
  const t = useWords()
  const reached = STEPS.indexOf(current)
  return (
    <nav aria-label={t('rounds:nav')}>
      <ol className="round-steps plain-list">
        {STEPS.slice(1, -1).map((step, i) => (
          <li key={step} data-reached={i + 1 <= reached || undefined}>
            {links && i + 1 <= reached && step !== shown ? (
              <Link to={step === current ? '?' : `?steg=${step}`} preventScrollReset>
                {t(`rounds:steps.${step}`)}
              </Link>
            ) : (
              <span aria-current={step === shown ? 'step' : undefined}>{t(`rounds:steps.${step}`)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
