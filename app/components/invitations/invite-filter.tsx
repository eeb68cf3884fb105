import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { asOptions, FilterSelect } from '~/components/ui/filter-select'
import { useWords } from '~/lib/i18n'
import type { Step } from '~server/domain/cohorts/invitations/schema'
import { STEP_WORDS } from './steps'

interface Named {
  id: string
  name: string
}

/** Whom to show: which step of the cascade, and where. Plain forms and links: the choice is in the address. */
export function InviteFilter({
  step,
  steps,
  counties,
  municipalities,
  chosen,
}: {
  step: Step
  steps: readonly Step[]
  counties: readonly Named[]
  municipalities: readonly Named[]
  chosen: { county: string; municipality: string }
}) {
  const t = useWords()
  return (
    <div className="stack" data-space="close">
      {steps.length > 1 && (
        <nav aria-label={t('invitations:invite.who')} className="step-tabs">
          {steps.map(each => (
            <Link key={each} to={`?trinn=${each}`} aria-current={each === step ? 'page' : undefined}>
              {t(STEP_WORDS[each])}
            </Link>
          ))}
        </nav>
      )}
      {(counties.length > 1 || municipalities.length > 1) && (
        <Form method="get" className="filter" aria-label={t('invitations:invite.filter')}>
          <input type="hidden" name="trinn" value={step} />
          {counties.length > 1 && (
            <FilterSelect
              name="fylke"
              label={t('invitations:invite.county')}
              all={t('invitations:invite.allCounties')}
              options={asOptions(counties)}
              value={chosen.county}
            />
          )}
          {step === 'unit' && municipalities.length > 1 && (
            <FilterSelect
              name="kommune"
              label={t('invitations:invite.municipality')}
              all={t('invitations:invite.allMunicipalities')}
              options={asOptions(municipalities)}
              value={chosen.municipality}
            />
          )}
          <Button variant="secondary">{t('invitations:invite.show')}</Button>
        </Form>
      )}
    </div>
  )
}
