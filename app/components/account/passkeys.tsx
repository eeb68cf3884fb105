import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

interface PasskeyView {
  id: string
  name: string
  /** In words, as the next one. */
  made: string
  used: string | null
}

/** The passkeys of whoever is signed in: named, renamed, removed after one question. */
export function Passkeys({ passkeys }: { passkeys: readonly PasskeyView[] }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close">
      <h2>{t('security:profile.passkeys')}</h2>
      <p>{t('security:profile.passkeysText')}</p>
      {passkeys.length === 0 ? (
        <p className="quiet">{t('security:profile.noPasskeys')}</p>
      ) : (
        <ul className="plain-list rows">
          {passkeys.map(passkey => (
            <li key={passkey.id} className="row">
              <Passkey {...passkey} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <ButtonLink to="/logg-inn/ny-passnokkel?til=/profil/sikkerhet" variant="secondary">
          {t('security:profile.addPasskey')}
        </ButtonLink>
      </p>
    </section>
  )
}

function Passkey({ id, name, made, used }: PasskeyView) {
  const t = useWords()
  const label = t('security:profile.newName', { name })
  return (
    <div className="stack" data-space="close">
      <div>
        <strong>{name}</strong>
        <div className="quiet small">
          {t('security:profile.made', { date: made })}
          {used !== null && <> · {t('security:profile.used', { date: used })}</>}
        </div>
      </div>
      <div className="row-doors">
        <details name={`passkey-${id}`}>
          <summary aria-label={`${t('security:profile.rename')}: ${name}`}>
            {t('security:profile.rename')}
          </summary>
          <Form method="post" action="/profil/sikkerhet" className="form" reloadDocument>
            <input type="hidden" name="id" value={id} />
            <div className="ds-field">
              <label className="ds-label" htmlFor={`name-${id}`}>
                {label}
              </label>
              <input
                className="ds-input"
                id={`name-${id}`}
                name="name"
                defaultValue={name}
                maxLength={60}
                required
              />
            </div>
            <Button variant="secondary" name="intent" value="rename-passkey">
              {t('security:profile.saveName')}
            </Button>
          </Form>
        </details>
        <details name={`passkey-${id}`}>
          <summary aria-label={`${t('security:profile.remove')}: ${name}`}>
            {t('security:profile.remove')}
          </summary>
          <Form method="post" action="/profil/sikkerhet" className="form" reloadDocument>
            <p>{t('security:profile.removePasskeyAsk', { name })}</p>
            <input type="hidden" name="id" value={id} />
            <Button variant="secondary" name="intent" value="remove-passkey">
              {t('security:profile.removePasskey')}
            </Button>
          </Form>
        </details>
      </div>
    </div>
  )
}
