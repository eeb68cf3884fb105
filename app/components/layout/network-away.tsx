import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '~/components/ui/button'
import { whenReachable } from '~/live/reachable'

/** A page that could not come because nobody answered. @param onBack called when the server can be reached again */
export function NetworkAway({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  useEffect(() => {
    const here = new AbortController()
    void whenReachable(here.signal).then(() => {
      if (!here.signal.aborted) onBack()
    })
    return () => here.abort()
  }, [onBack])
  return (
    <div className="stack measure" role="status">
      <h1 tabIndex={-1}>{t('errorPage.network.title')}</h1>
      <p className="lead">{t('errorPage.network.text')}</p>
      <p>
        <Button type="button" onClick={() => window.location.reload()}>
          {t('errorPage.network.again')}
        </Button>
      </p>
    </div>
  )
}
