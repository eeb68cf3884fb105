import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'
import type { LineVerdict } from '~server/domain/people/inviting'

/** What came of each line: first how many were asked, then those that were not, then the others. */
export function LineVerdicts({ verdicts }: { verdicts: readonly LineVerdict[] }) {
  const t = useWords()
  const count = verdicts.filter(({ verdict }) => verdict === 'invited').length
  const left = verdicts.length - count
  return (
    <section className="stack" data-space="close" aria-labelledby="linjer">
      <Notice tone={count > 0 ? 'success' : 'warning'} live>
        {t('people:many.invited', { count })} {left > 0 && t('people:many.left', { count: left })}
      </Notice>
      <h2 id="linjer">{t('people:many.lines')}</h2>
      <ul className="plain-list rows">
        {verdicts.map(({ text, verdict }, at) => (
          <li key={at} className="row" data-spread="">
            <span className="break">{text}</span>
            <span
              className="status"
              data-sentence=""
              data-status={verdict === 'invited' ? 'invited' : 'withdrawn'}
            >
              {t(`people:many.verdict.${verdict}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
