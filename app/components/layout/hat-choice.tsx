import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Role } from '~server/domain/shared/actor'

export interface HatView {
  grantId: string
  role: Role
  /** Null for assignments: they are several units. */
  unit: string | null
  units: number
}

/** "Lærer, Granlia skole", or "Lokal ressursperson, 12 enheter". */
export function useHatText(): (hat: HatView) => string {
  const { t } = useTranslation()
  return ({ role, unit, units }) =>
    unit === null
      ? t('frame.hatMany', { role: t(`roles.${role}`), count: units })
      : `${t(`roles.${role}`)}, ${unit}`
}

/** The roles one can act in; the pressed one is what home and the menu are about. */
export function HatChoice({ hats, worn }: { hats: readonly HatView[]; worn: string | null }) {
  const { t } = useTranslation()
  const text = useHatText()
  const choices = [
    { value: '', label: t('frame.allHats') },
    ...hats.map(hat => ({ value: hat.grantId, label: text(hat) })),
  ]
  return (
    <Form method="post" action="/hatt" className="hat-choice">
      <p className="quiet small" id="hatt">
        {t('frame.hat')}
      </p>
      <div role="group" aria-labelledby="hatt">
        {choices.map(({ value, label }) => (
          <button
            key={value}
            name="hatt"
            value={value}
            className="person-menu-item"
            aria-pressed={value === (worn ?? '')}
          >
            {label}
          </button>
        ))}
      </div>
    </Form>
  )
}
