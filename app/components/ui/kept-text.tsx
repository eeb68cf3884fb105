import { useEffect, useRef, useState } from 'react'
import { forgetKept, keepText, keptText } from '~/lib/kept-texts'
import { controlProps, FieldFrame, type Field, type Wording } from './field'

/**
 * Several paragraphs that are saved with a button. Until the server has them they are kept on this device as well: a
 * tab that is closed, a sign-in that has run out or a server that is away loses nobody's words.
 */
export function KeptText<T>({
  keep,
  words,
  rows = 8,
  ...frame
}: Wording & {
  field: Field<T>
  /** Whose text, and the address of its page; what is kept goes when that person signs out. */
  keep: { person: string; page: string }
  /** What is said when a text has been brought back, and on the button that drops it. */
  words: { recovered: string; useSaved: string }
  rows?: number
}) {
  const { field, hint } = frame
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
    <FieldFrame {...frame}>
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
    </FieldFrame>
  )
}
