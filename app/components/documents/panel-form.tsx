import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface PanelFormProps {
  title: string
  children: ReactNode
  /** Words of the button that does it. */
  action: string
  /** Whether there is nothing to do yet. The button stays in reach. */
  idle?: boolean
  /** Takes away what the form is about, where there is such a thing. */
  removal?: { words: string; run: () => void } | null
  onSubmit: () => void
  onCancel: () => void
}

/** What is asked below the toolbar about something in the text. Escape leads back to the text. */
export function PanelForm({ title, children, action, idle, removal, onSubmit, onCancel }: PanelFormProps) {
  const { t } = useTranslation('documents')
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    const element = form.current
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && onCancel()
    element?.addEventListener('keydown', escape)
    return () => element?.removeEventListener('keydown', escape)
  }, [onCancel])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form ref={form} className="live-link" aria-label={title} noValidate onSubmit={submit}>
      {children}
      <div className="live-link__actions">
        <button type="submit" className="ds-button" data-size="sm" aria-disabled={idle || undefined}>
          {action}
        </button>
        {removal && (
          <button
            type="button"
            className="ds-button"
            data-size="sm"
            data-variant="secondary"
            onClick={removal.run}
          >
            {removal.words}
          </button>
        )}
        <button type="button" className="ds-button" data-size="sm" data-variant="tertiary" onClick={onCancel}>
          {t('link.cancel')}
        </button>
      </div>
    </form>
  )
}
