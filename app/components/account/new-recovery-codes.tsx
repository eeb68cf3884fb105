import { Button, ButtonLink } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'

/** The codes, the one time that they are shown. */
export function NewRecoveryCodes({ codes, til }: { codes: readonly string[]; til: string }) {
  const t = useWords()
  const file = `${[t('security:codes.file'), '', ...codes].join('\r\n')}\r\n`
  return (
    <>
      <Notice tone="warning" live>
        {t('security:codes.once')}
      </Notice>
      <ul className="recovery-codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <a
          className="ds-button"
          data-variant="secondary"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="pulje.txt"
        >
          {t('security:codes.download')}
        </a>
        <ClientOnly>
          {() => (
            <Button type="button" variant="secondary" onClick={() => window.print()}>
              {t('security:codes.print')}
            </Button>
          )}
        </ClientOnly>
      </div>
      <ButtonLink to={til}>{t('security:codes.done')}</ButtonLink>
    </>
  )
}
