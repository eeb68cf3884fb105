import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'

/** What whoever leads the gathering shows on the wall, so that guests get in. */
export function JoinCode({ code, address, open }: { code: string; address: string; open: boolean }) {
  const t = useWords()
  return (
    <section className="join-code stack" data-space="close" aria-labelledby="join-code">
      <h2 id="join-code">{t('gatherings:join.title')}</h2>
      {open ? (
        <p>{t('gatherings:join.text')}</p>
      ) : (
        <Notice tone="warning">{t('gatherings:join.closed')}</Notice>
      )}
      <p className="join-code-address">{address}</p>
      <p>
        <span className="quiet small">{t('gatherings:join.code')}</span>
        <br />
        <strong className="join-code-code">{code}</strong>
      </p>
    </section>
  )
}
