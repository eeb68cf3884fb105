import type { TextareaHTMLAttributes } from 'react'
import { controlProps, FieldFrame, type Field, type Wording } from './field'

/** Several lines of text. Keeps what was typed when the form comes back. */
export function TextArea<T>({
  field,
  label,
  hint,
  ...area
}: Wording & { field: Field<T> } & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'id'>) {
  const value = field.initialValue
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <textarea
        className="ds-input"
        {...area}
        {...controlProps(field, hint !== undefined)}
        defaultValue={typeof value === 'string' ? value : undefined}
      />
    </FieldFrame>
  )
}
