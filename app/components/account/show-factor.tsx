import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { useSearchParams } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { PasskeyButton } from './passkey-button'

interface Facts {
  name: string
  totp: boolean
  passkey: boolean
  recovery: boolean
}

interface Forms {
  code: FormMetadata<{ code: string }>
  codeField: FieldMetadata<string, Record<string, unknown>>
  recovery: FormMetadata<{ recovery: string }>
  recoveryField: FieldMetadata<string, Record<string, unknown>>
}

/** Asks for a second factor: passkey, code of an app, or a recovery code. */
export function ShowFactor({ facts, action, forms }: { facts: Facts; action: string; forms: Forms }) {
  const t = useWords()
  const [query] = useSearchParams()
  const { code, codeField, recovery, recoveryField } = forms
  const recoveryWrong = recoveryField.errors !== undefined
  return (
    <>
      <PageHead title={t('security:confirm.title')}>
        <p className="lead">{t('security:confirm.lead', { name: facts.name })}</p>
      </PageHead>
      {query.get('feil') === 'passnokkel' && (
        <Notice tone="warning" live>
          {t('security:signIn.passkeyFailed')}
        </Notice>
      )}
      {recoveryWrong ? (
        <ErrorSummary form={recovery} labels={{ recovery: t('security:confirm.recovery') }} />
      ) : (
        <ErrorSummary form={code} labels={{ code: t('security:confirm.code') }} />
      )}
      {facts.passkey && (
        <div className="stack" data-space="close">
          <PasskeyButton purpose="proof" action={action} label={t('security:confirm.passkey')} />
          <p className="quiet small">{t('security:confirm.passkeyText')}</p>
        </div>
      )}
      {facts.totp && (
        <form id={code.id} className="form" method="post" action={action} noValidate>
          <input type="hidden" name="intent" value="code" />
          <TextField
            field={codeField}
            label={t('security:confirm.code')}
            hint={t('security:confirm.codeHint')}
            className="code-input"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
          />
          <Button variant={facts.passkey ? 'secondary' : 'primary'}>{t('security:confirm.enter')}</Button>
        </form>
      )}
      <details className="lost" open={recoveryWrong || undefined}>
        <summary>{t('security:confirm.lost')}</summary>
        <div className="stack">
          {facts.recovery && (
            <form id={recovery.id} className="form" method="post" action={action} noValidate>
              <input type="hidden" name="intent" value="recovery" />
              <TextField
                field={recoveryField}
                label={t('security:confirm.recovery')}
                hint={t('security:confirm.recoveryHint')}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={40}
              />
              <Button variant="secondary">{t('security:confirm.useRecovery')}</Button>
            </form>
          )}
          <p className="quiet small">{t('security:confirm.noWay')}</p>
        </div>
      </details>
    </>
  )
}
