import { Button, ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'

/** Somebody who has to show a second factor and has none chooses which to set up. */
export function EnrolFactor({ action, til }: { action: string; til: string }) {
  const t = useWords()
  return (
    <>
      <PageHead title={t('security:enrol.title')}>
        <p className="lead">{t('security:enrol.lead')}</p>
      </PageHead>
      <section className="card stack" data-space="close">
        <h2>{t('security:enrol.passkeyTitle')}</h2>
        <p>{t('security:enrol.passkeyText')}</p>
        <ButtonLink to={`/logg-inn/ny-passnokkel?til=${encodeURIComponent(til)}`}>
          {t('security:enrol.passkey')}
        </ButtonLink>
        <noscript>{t('security:enrol.noScript')}</noscript>
      </section>
      <section className="card stack" data-space="close">
        <h2>{t('security:enrol.appTitle')}</h2>
        <p>{t('security:enrol.appText')}</p>
        <form method="post" action={action}>
          <Button variant="secondary" name="intent" value="begin-app">
            {t('security:enrol.app')}
          </Button>
        </form>
      </section>
    </>
  )
}
