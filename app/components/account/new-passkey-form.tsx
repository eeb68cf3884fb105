import { Button } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { Labelled } from '~/components/ui/labelled'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'
import { usePasskey } from './use-passkey'

/** Names a passkey and lets the device make it. Scripts are needed: a device answers them only. */
export function NewPasskeyForm({ action }: { action: string }) {
  const t = useWords()
  const { busy, failed, ask } = usePasskey('new')
  return (
    <ClientOnly>
      {() => (
        <form
          className="form"
          method="post"
          action={action}
          onSubmit={event => {
            event.preventDefault()
            ask(event.currentTarget)
          }}
        >
          {failed && (
            <Notice tone="warning" live>
              {t('security:newPasskey.failed')}
            </Notice>
          )}
          <input type="hidden" name="credential" />
          <Labelled
            id="passkey-name"
            label={t('security:newPasskey.name')}
            hint={t('security:newPasskey.nameHint')}
          >
            <input
              className="ds-input"
              id="passkey-name"
              name="name"
              type="text"
              maxLength={60}
              autoComplete="off"
              aria-describedby="passkey-name-hint"
            />
          </Labelled>
          <Button aria-busy={busy || undefined}>{t('security:newPasskey.make')}</Button>
        </form>
      )}
    </ClientOnly>
  )
}
