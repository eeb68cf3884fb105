import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useWords } from '~/lib/i18n'
import { PasskeyButton } from './passkey-button'
import { askDevice, sendAnswer } from './use-passkey'

type ProviderId = 'feide' | 'idporten' | 'entra'

/** Ways to sign in besides the code by e-mail: passkey, and the providers of this installation. */
export function OtherWays({ providers, til }: { providers: readonly ProviderId[]; til: string }) {
  const t = useWords()
  const query = `?til=${encodeURIComponent(til)}`
  const action = `/logg-inn/passnokkel${query}`
  return (
    <section className="stack other-ways" data-space="close" aria-label={t('security:signIn.elsewhere')}>
      {providers.map(id => (
        // To another site: no page of ours to be fetched beforehand.
        <Link
          key={id}
          className="ds-button wide-button"
          data-variant="secondary"
          to={`/logg-inn/hos/${id}${query}`}
          reloadDocument
          rel="nofollow"
        >
          {t('security:signIn.with', { name: t(`security:providers.${id}`) })}
        </Link>
      ))}
      <PasskeyButton
        purpose="sign-in"
        action={action}
        label={t('security:signIn.passkey')}
        variant="secondary"
      />
      <PasskeyAutofill action={action} />
    </section>
  )
}

/** Where the browser can, it offers the passkeys of this site in the address field itself. */
function PasskeyAutofill({ action }: { action: string }) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    void (async () => {
      if (!(await canAutofill())) return
      const answer = await askDevice('sign-in', true)
      if (answer !== null && form.current !== null) sendAnswer(form.current, answer)
    })()
  }, [])
  return (
    <form ref={form} method="post" action={action} hidden>
      <input type="hidden" name="credential" />
    </form>
  )
}

async function canAutofill(): Promise<boolean> {
  try {
    return await PublicKeyCredential.isConditionalMediationAvailable()
  } catch {
    // A browser that knows no passkeys, or cannot offer them in a field.
    return false
  }
}
