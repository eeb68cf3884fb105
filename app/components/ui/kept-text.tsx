import type { FieldMetadata } from '@conform-to/react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { forgetKept, keepText, keptText } from '~/lib/kept-texts'
import { controlProps, FieldError } from './field'

/**
 * Several paragraphs that are saved with a button. Until the server has them they are kept on this device as well: a
 * tab that is closed, a sign-in that has run out or a server that is away loses nobody's words.
 */
export function KeptText<T>({
  field,
  label,
  hint,
  keep,
  words,
  rows = 8,
}: {
  field: FieldMetadata<T, Record<string, unknown>>
  label: ReactNode
  hint?: ReactNode
  /** Whose text, and the address of its page; what is kept goes when that person signs out. */
  keep: { person: string; page: string }
  /** What is said when a text has been brought back, and on the button that drops it. */
  words: { recovered: string; useSaved: string }
  rows?: number
}) {
  const saved = typeof field.initialValue === 'string' ? field.initialValue : ''
  const area = useRef<HTMLTextAreaElement>(null)
  const [recovered, setRecovered] = useState(false)
  const { person, page } = keep

  useEffect(() => {
    const kept = keptText(person, page)
    if (kept === null || area.current === null) return
    // Saved meanwhile, by this form or another one.
    if (kept.trim() === saved.trim()) {
      forgetKept(person, page)
      setRecovered(false)
      return
    }
    area.current.value = kept
    setRecovered(true)
  }, [person, page, saved])

  const drop = () => {
    forgetKept(person, page)
    if (area.current) area.current.value = saved
    setRecovered(false)
  }
  return (
    <div className="ds-field">
      <label className="ds-label" htmlFor={field.id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className="hint" id={field.descriptionId}>
          {hint}
        </p>
      )}
      <textarea
        {...controlProps(field, hint !== undefined)}
        ref={area}
        className="ds-input"
        rows={rows}
        defaultValue={saved}
        onInput={event => keepText(person, page, event.currentTarget.value)}
      />
      <p className="hint" role="status">
        {recovered && (
          <>
            {words.recovered}{' '}
            <button type="button" className="link-button" onClick={drop}>
              {words.useSaved}
            </button>
          </>
        )}
      </p>
      <FieldError field={field} />
    </div>
  )
}
