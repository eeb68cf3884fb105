import { FilesIcon } from '@navikt/aksel-icons'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface CopyTextProps {
  text: () => string
  onCopied?: () => void
  /** Words of the button where it is not one's own text. */
  label?: string
}

/** Copies one's own text; where the clipboard is out of reach the text is laid out to be copied by hand. */
export function CopyText({ text, onCopied, label }: CopyTextProps) {
  const { t } = useTranslation('documents')
  const [outcome, setOutcome] = useState<{ copied: boolean; text: string } | null>(null)
  const id = useId()

  const copy = async () => {
    const own = text()
    try {
      await navigator.clipboard.writeText(own)
      setOutcome({ copied: true, text: own })
      onCopied?.()
    } catch {
      setOutcome({ copied: false, text: own })
    }
  }

  return (
    <div className="live-copy">
      <button
        type="button"
        className="ds-button"
        data-variant="secondary"
        data-size="sm"
        onClick={() => void copy()}
      >
        <FilesIcon aria-hidden="true" />
        {label ?? t('actions.copy')}
      </button>
      <span role="status">{outcome?.copied ? t('actions.copied') : ''}</span>
      {outcome && !outcome.copied && (
        <div className="live-copy__by-hand">
          <label htmlFor={id}>{t('actions.copyByHand')}</label>
          <textarea
            id={id}
            className="ds-input"
            readOnly
            rows={6}
            value={outcome.text}
            onFocus={event => event.target.select()}
          />
        </div>
      )}
    </div>
  )
}
