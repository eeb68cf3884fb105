import type { FieldMetadata } from '@conform-to/react'
import type { ReactNode } from 'react'
import { controlProps, FieldError } from './field'

/** Several lines of text. Keeps what was typed when the form comes back. */
export function TextArea<T>({
  field,
  label,
  hint,
  rows,
}: {
  field: FieldMetadata<T, Record<string, unknown>>
  label: ReactNode
  hint?: string
  rows: number
}) {
  const value = field.initialValue
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
        className="ds-input"
        rows={rows}
        {...controlProps(field, hint !== undefined)}
        defaultValue={typeof value === 'string' ? value : undefined}
      />
      <FieldError field={field} />
    </div>
  )
}
