import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

type ProviderId = 'feide' | 'idporten' | 'entra'

interface IdentityView {
  issuer: string
  /** Null when this installation is no client there any more. */
  provider: ProviderId | null
  host: string
  /** In words. */
  since: string
}

/** Identities elsewhere that belong to whoever is signed in; more can be linked, and each unlinked. */
export function Identities({
  identities,
  linkable,
}: {
  identities: readonly IdentityView[]
  linkable: readonly ProviderId[]
}) {
  const t = useWords()
  return (
    <section className="stack" data-space="close">
      <h2>{t('security:profile.identities')}</h2>
      <p>{t('security:profile.identitiesText')}</p>
      {identities.length > 0 && (
        <ul className="plain-list rows">
          {identities.map(({ issuer, provider, host, since }) => {
            const name = provider === null ? host : t(`security:providers.${provider}`)
            return (
              <li key={issuer} className="row">
                <div className="stack" data-space="close">
                  <div>
                    <strong>{name}</strong>
                    <div className="quiet small">{t('security:profile.linkedSince', { date: since })}</div>
                  </div>
                  <div className="row-doors">
                    <details>
                      <summary>{t('security:profile.remove')}</summary>
                      <Form method="post" action="/profil/sikkerhet" className="form" reloadDocument>
                        <p>{t('security:profile.unlinkAsk', { name })}</p>
                        <input type="hidden" name="issuer" value={issuer} />
                        <Button variant="secondary" name="intent" value="unlink">
                          {t('security:profile.unlink', { name })}
                        </Button>
                      </Form>
                    </details>
                  </div>
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {linkable.map(id => (
        <Form key={id} method="post" action="/profil/sikkerhet" reloadDocument>
          <input type="hidden" name="provider" value={id} />
          <Button variant="secondary" name="intent" value="link">
            {t('security:profile.link', { name: t(`security:providers.${id}`) })}
          </Button>
        </Form>
      ))}
    </section>
  )
}
