import { Button } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'
import { usePasskey } from './use-passkey'

/** Signs in, or shows the second factor, with a passkey. Is there only where scripts run; the page has other ways. */
export function PasskeyButton({
  purpose,
  action,
  label,
  variant = 'primary',
}: {
  purpose: 'sign-in' | 'proof'
  /** Where the device's answer goes. */
  action: string
  label: string
  variant?: 'primary' | 'secondary'
}) {
  const t = useWords()
  const { busy, failed, ask } = usePasskey(purpose)
  return (
    <ClientOnly>
      {() => (
        <form method="post" action={action} className="stack" data-space="close">
          <input type="hidden" name="intent" value="passkey" />
          <input type="hidden" name="credential" />
          {failed && (
            <Notice tone="warning" live>
              {t('security:signIn.passkeyCancelled')}
            </Notice>
          )}
          <Button
            type="button"
            className="wide-button"
            variant={variant}
            aria-busy={busy || undefined}
            onClick={({ currentTarget }) => ask(currentTarget.form)}
          >
            {label}
          </Button>
        </form>
      )}
    </ClientOnly>
  )
}
