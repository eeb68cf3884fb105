import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import { colourOf, initialsOf } from './colours'
import { usePeople, type PersonHere } from './use-people'

const SHOWN = 5

function Face({ person, label }: { person: PersonHere; label: string }) {
  const paint = useCallback(
    (element: HTMLElement | null) => element?.style.setProperty('--live-colour', colourOf(person.id)),
    [person.id],
  )
  return (
    <li className="live-face" ref={paint} title={label}>
      <span aria-hidden="true">{initialsOf(person.name)}</span>
      <span className="live-unseen">{label}</span>
    </li>
  )
}

/** Who has the document open: faces for the eye, names for whoever listens, and the sum in words. */
export function Presence({ awareness, self }: { awareness: Awareness; self: PersonHere }) {
  const { t } = useTranslation('documents')
  const others = usePeople(awareness, self.id)
  const hidden = others.slice(SHOWN)
  const words = () => {
    const [only, ...more] = others
    if (!only) return t('presence.alone')
    return more.length === 0
      ? t('presence.withOne', { name: only.name })
      : t('presence.others', { count: others.length })
  }
  return (
    <div className="live-presence">
      <ul className="live-faces" aria-label={t('presence.label')}>
        <Face person={self} label={t('presence.you', { name: self.name })} />
        {others.slice(0, SHOWN).map(person => (
          <Face key={person.id} person={person} label={person.name} />
        ))}
        {hidden.length > 0 && (
          <li className="live-face live-face--more">
            <span aria-hidden="true">+{hidden.length}</span>
            <span className="live-unseen">{hidden.map(person => person.name).join(', ')}</span>
          </li>
        )}
      </ul>
      <span className="live-presence__words">{words()}</span>
    </div>
  )
}
