import { Form, Link, useActionData } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useWords, type T } from '~/lib/i18n'

interface SessionView {
  id: string
  device: string
  /** In words. */
  since: string
  method: string
  confirmed: boolean
  current: boolean
}

/** Where one is signed in, and a way to end it. */
export function OwnSessions({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useWords()
  const done = useActionData<{ ended: boolean }>()
  return (
    <section className="stack" data-space="close">
      <h2>{t('account:profile.sessions')}</h2>
      <p>{t('account:profile.sessionsText')}</p>
      <p>
        <Link to="/profil/sikkerhet">{t('security:profile.open')}</Link>
      </p>
      {done?.ended && (
        <Notice tone="success" live>
          {t('account:profile.ended')}
        </Notice>
      )}
      <ul className="plain-list rows">
        {sessions.map(({ id, device, since, method, confirmed, current }) => {
          const name = device === '' ? t('account:profile.unknownDevice') : device
          return (
            <li key={id} className="row" data-spread="">
              <div>
                <strong>{name}</strong> {current && <span>({t('account:profile.thisOne')})</span>}
                <div className="quiet small">
                  {t('account:profile.since')} {since} · {methodText(t, method, confirmed)}
                </div>
              </div>
              {!current && (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="session" value={id} />
                  <Button variant="tertiary" aria-label={t('account:profile.endOne', { device: name })}>
                    {t('account:profile.end')}
                  </Button>
                </Form>
              )}
            </li>
          )
        })}
      </ul>
      {sessions.length > 1 && (
        <Form method="post" preventScrollReset>
          <Button variant="secondary" name="intent" value="others">
            {t('account:profile.endOthers')}
          </Button>
        </Form>
      )}
    </section>
  )
}

const METHODS = ['code', 'passkey', 'oidc_feide', 'oidc_idporten', 'oidc_entra'] as const

/** "kode på e-post og ett steg til" */
function methodText(t: T, method: string, confirmed: boolean): string {
  const known = METHODS.find(name => name === method.replace(':', '_'))
  const words = t(`security:methods.${known ?? 'code'}`)
  return confirmed && method === 'code' ? t('security:methods.withCode', { method: words }) : words
}
