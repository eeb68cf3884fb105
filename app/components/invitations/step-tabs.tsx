import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { Step } from '~server/domain/cohorts/invitations/schema'
import { STEP_WORDS } from './steps'

/** The steps of the cascade in which one invites. */
export function StepTabs({ step, steps }: { step: Step; steps: readonly Step[] }) {
  const t = useWords()
  if (steps.length < 2) return null
  return (
    <nav aria-label={t('invitations:invite.who')} className="step-tabs">
      {steps.map(each => (
        <Link key={each} to={`?trinn=${each}`} aria-current={each === step ? 'page' : undefined}>
          {t(STEP_WORDS[each])}
        </Link>
      ))}
    </nav>
  )
}
