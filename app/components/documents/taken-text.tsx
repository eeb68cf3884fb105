import { useTranslation } from 'react-i18next'
import { CopyText } from './copy-text'

interface TakenTextProps {
  text: string
  /** Null for somebody who may not write any more. */
  onPutBack: (() => void) | null
  onClose: () => void
}

/** One's own words whose passage has gone from under them: to be read, copied, or put back below. */
export function TakenText({ text, onPutBack, onClose }: TakenTextProps) {
  const { t } = useTranslation('documents')
  return (
    <div className="live-help live-taken" data-state="late" role="alert">
      <p>{t('taken.what')}</p>
      <blockquote>{text}</blockquote>
      <div className="live-refusal__actions">
        {onPutBack && (
          <button type="button" className="ds-button" data-size="sm" onClick={onPutBack}>
            {t('taken.putBack')}
          </button>
        )}
        <CopyText text={() => text} />
        <button type="button" className="ds-button" data-size="sm" data-variant="tertiary" onClick={onClose}>
          {t('taken.close')}
        </button>
      </div>
    </div>
  )
}
