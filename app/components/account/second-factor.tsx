import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

/** Authenticator app and recovery codes of whoever is signed in. */
export function AppAndCodes({
  totp,
  codes,
  covered,
}: {
  totp: boolean
  /** How many are left. */
  codes: number
  /** There is a factor that recovery codes can stand in for. */
  covered: boolean
}) {
  const t = useWords()
  return (
    <>
      <section className="stack" data-space="close">
        <h2>{t('security:profile.app')}</h2>
        <p>{t(totp ? 'security:profile.appOn' : 'security:profile.appOff')}</p>
        {totp ? (
          <div className="row-doors">
            <details>
              <summary>{t('security:profile.remove')}</summary>
              <Form method="post" action="/profil/sikkerhet" className="form" reloadDocument>
                <p>{t('security:profile.removeAppAsk')}</p>
                <Button variant="secondary" name="intent" value="remove-app">
                  {t('security:profile.removeApp')}
                </Button>
              </Form>
            </details>
          </div>
        ) : (
          <Form method="post" action="/profil/sikkerhet" reloadDocument>
            <Button variant="secondary" name="intent" value="begin-app">
              {t('security:profile.addApp')}
            </Button>
          </Form>
        )}
      </section>
      {covered && (
        <section className="stack" data-space="close">
          <h2>{t('security:profile.codes')}</h2>
          <p>
            {codes === 0 ? t('security:profile.noCodes') : t('security:profile.codesLeft', { count: codes })}
          </p>
          <p>
            <ButtonLink to="/logg-inn/reservekoder?til=/profil/sikkerhet" variant="secondary">
              {t(codes === 0 ? 'security:profile.makeCodes' : 'security:codes.makeNew')}
            </ButtonLink>
          </p>
        </section>
      )}
    </>
  )
}
