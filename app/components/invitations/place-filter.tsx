import { useNavigate } from '@remix-run/react'
import type { MouseEvent } from 'react'
import { Button } from '~/components/ui/button'
import { CountySelect, MunicipalitySelect } from '~/components/ui/filter-select'
import { useWords } from '~/lib/i18n'
import { addressOf, type Places } from './places'

/**
 * Shows the units of some place only. It is part of the form in which they are chosen: without script the form comes back
 * with the units of that place, and with everything that was chosen elsewhere.
 */
export function PlaceFilter({ step, counties, municipalities, chosen }: Places) {
  const t = useWords()
  const navigate = useNavigate()
  if (counties.length < 2 && municipalities.length < 2) return null
  const show = (event: MouseEvent<HTMLButtonElement>): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget.form ?? undefined)
    const place = (name: string): string => {
      const value = fields.get(name)
      return typeof value === 'string' ? value : ''
    }
    const wish = { county: place('fylke'), municipality: place('kommune') }
    navigate(addressOf({ step, chosen: wish }), { preventScrollReset: true })
  }
  return (
    <div className="filter" role="group" aria-label={t('filter.label')}>
      <CountySelect counties={counties} value={chosen.county} />
      {step === 'unit' && <MunicipalitySelect places={municipalities} value={chosen.municipality} />}
      <Button variant="secondary" name="intent" value="show" onClick={show}>
        {t('filter.show')}
      </Button>
    </div>
  )
}
