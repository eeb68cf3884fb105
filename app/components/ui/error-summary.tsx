import type { FormMetadata } from '@conform-to/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from './error-text'

/**
 * What a form's answer was, on top of it, with a way to each field. Takes the focus when it appears, so that it is read
 * out and seen.
 */
export function ErrorSummary<Schema extends Record<string, unknown>>({
  form,
  labels,
  fieldIds = {},
}: {
  form: FormMetadata<Schema>
  /** What each field is called on the page, by name. */
  labels: Readonly<Record<string, string>>
  /** Ids of fields by name, where they are not the form's own. */
  fieldIds?: Record<string, string>
}) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const ref = useRef<HTMLDivElement>(null)
  const entries = form.status === 'error' ? Object.entries(form.allErrors) : []
  const key = entries.map(([name, errors]) => `${name}:${errors.join()}`).join()

  useEffect(() => {
    if (key !== '') ref.current?.focus()
  }, [key])

  if (entries.length === 0) return null
  return (
    <div className="ds-error-summary" ref={ref} tabIndex={-1} role="alert" id={form.errorId}>
      <h2>{t('form.errorSummary')}</h2>
      <ul className="ds-list">
        {entries.map(([name, errors]) => (
          <li key={name}>
            {name === '' ? (
              errors.map(errorText).join(' ')
            ) : (
              <a className="ds-link" data-color="neutral" href={`#${fieldIds[name] ?? `${form.id}-${name}`}`}>
                {labels[name] !== undefined && `${labels[name]} – `}
                {errors.map(errorText).join(' ')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
