import { Link, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { initials } from '~/lib/names'
import type { FramePerson } from './frame'
import { HatChoice, useHatText } from './hat-choice'
import { SignOut } from './sign-out'

/** Who is signed in, with the way to the profile and out. A `details`, so that it opens without script. */
export function PersonMenu({ person }: { person: FramePerson }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const ref = useRef<HTMLDetailsElement>(null)
  const text = useHatText()
  const hat = person.hats.find(({ grantId }) => grantId === person.worn)

  const close = () => {
    if (ref.current) ref.current.open = false
  }
  useEffect(close, [pathname, person.worn])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !ref.current?.open) return
      close()
      ref.current.querySelector('summary')?.focus()
    }
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) close()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  }, [])

  return (
    <details className="person-menu" ref={ref}>
      <summary>
        <span className="initials" aria-hidden="true">
          {initials(person.name)}
        </span>
        <span className="person-menu-who">
          <span className="person-menu-name">{person.name}</span>
          {hat !== undefined && <span className="person-menu-hat">{text(hat)}</span>}
        </span>
      </summary>
      <div className="person-menu-list">
        {person.hats.length > 0 && <HatChoice hats={person.hats} worn={person.worn} />}
        {person.kind === 'account' && (
          <Link to="/profil" className="person-menu-item">
            {t('frame.profile')}
          </Link>
        )}
        <SignOut personId={person.id} />
      </div>
    </details>
  )
}
