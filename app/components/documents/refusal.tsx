import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StopReason } from '~/live/save-state'
import { CopyText } from './copy-text'

type WayOn = 'reload' | 'retry' | 'openAfresh' | null

/** What one can do after each refusal. The text itself is always to be had first. */
const WAYS_ON: Record<StopReason, WayOn> = {
  malformed: 'openAfresh',
  signedOut: 'reload',
  readOnly: 'openAfresh',
  rightsChanged: 'reload',
  silent: 'retry',
  epoch: 'openAfresh',
  outdated: 'reload',
  tooLarge: 'openAfresh',
  full: 'openAfresh',
  content: 'openAfresh',
  gap: 'retry',
  tooMany: 'retry',
  slow: 'retry',
  unavailable: 'retry',
  restart: 'retry',
  noAccess: null,
}

export interface RefusalProps {
  reason: StopReason
  text: () => string
  onRetry: () => void
  /** Gives up the unsent text and opens the document as it is on the server. */
  onOpenAfresh: () => void
}

/** Why writing has stopped, in plain words, with one's text at hand and a way on. */
export function Refusal({ reason, text, onRetry, onOpenAfresh }: RefusalProps) {
  const { t } = useTranslation('documents')
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const way = WAYS_ON[reason]
  const act = { reload: () => window.location.reload(), retry: onRetry, openAfresh: onOpenAfresh }
  const needsAsking = way === 'openAfresh' && !copied

  // It stands above the text, and whoever writes may be far below.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])

  return (
    <div className="live-refusal" role="alert" ref={place}>
      <h2>{t('refused.title')}</h2>
      <p>{t(`refused.${reason}`)}</p>
      <div className="live-refusal__actions">
        <CopyText text={text} onCopied={() => setCopied(true)} />
        {way && !asking && (
          <button
            type="button"
            className="ds-button"
            data-size="sm"
            onClick={() => (needsAsking ? setAsking(true) : act[way]())}
          >
            {t(`actions.${way}`)}
          </button>
        )}
      </div>
      {asking && (
        <div className="live-refusal__question">
          <p>{t('actions.openAfreshQuestion')}</p>
          <button
            type="button"
            className="ds-button"
            data-size="sm"
            data-color="danger"
            onClick={onOpenAfresh}
          >
            {t('actions.openAnyway')}
          </button>
          <button
            type="button"
            className="ds-button"
            data-variant="tertiary"
            data-size="sm"
            onClick={() => setAsking(false)}
          >
            {t('actions.keep')}
          </button>
        </div>
      )}
    </div>
  )
}
