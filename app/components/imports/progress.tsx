import { Link } from '@remix-run/react'
import { useEffect } from 'react'
import { useWords } from '~/lib/i18n'
import { useRefresh } from '~/live/use-refresh'

const EVERY_MS = 1_000

/** How far the reading or writing of a list has come. Without script the page asks again by itself. */
export function Progress({ done, total, status }: { done: number; total: number; status: string }) {
  const t = useWords()
  const refresh = useRefresh()
  useEffect(() => {
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  const isKnown = total > 0
  const label = t(status === 'waiting' ? 'imports:progress.reading' : 'imports:progress.writing')
  return (
    <section className="card stack measure" data-space="close" data-tint="">
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <progress
        className="progress"
        aria-label={label}
        {...(isKnown && { max: total, value: Math.min(done, total) })}
      />
      <p className="number" role="status">
        {isKnown
          ? t('imports:progress.of', { done: Math.min(done, total), total })
          : t('imports:progress.starting')}
      </p>
      <p className="quiet">{t('imports:progress.close')}</p>
      <noscript>
        <Link to="">{t('imports:progress.reload')}</Link>
      </noscript>
    </section>
  )
}
