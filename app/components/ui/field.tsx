import type { FieldMetadata } from '@conform-to/react'
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react'
import { useErrorText } from './error-text'
import { Labelled } from './labelled'

export interface Wording {
  label: ReactNode
  hint?: ReactNode
}

export type Field<T = string> = FieldMetadata<T, Record<string, unknown>>

/** Ids and state that tie a control to its label, its hint and its error, on the server already. */
export function controlProps<T>(field: Field<T>, hint: boolean) {
  const describedBy = [hint && field.descriptionId, field.errors && field.errorId].filter(Boolean).join(' ')
  return {
    id: field.id,
    name: field.name,
    'aria-invalid': field.errors ? true : undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  }
}

/** What is wrong with a field, right under it. */
export function FieldError<T>({ field }: { field: Field<T> }) {
  const errorText = useErrorText()
  if (!field.errors) return null
  return (
    <p className="ds-validation-message" id={field.errorId}>
      {field.errors.map(errorText).join(' ')}
    </p>
  )
}

/** A control between its label and hint above it and its error below. */
export function FieldFrame<T>({
  field,
  label,
  hint,
  children,
}: Wording & { field: Field<T>; children: ReactNode }) {
  return (
    <Labelled id={field.id} hintId={field.descriptionId} {...{ label, hint }}>
      {children}
      <FieldError field={field} />
    </Labelled>
  )
}

/** One line of text. Keeps what was typed when the form comes back. */
export function TextField<T>({
  field,
  label,
  hint,
  className = '',
  ...input
}: Wording & { field: Field<T> } & Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id'>) {
  const value = field.initialValue
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <input
        type="text"
        {...input}
        {...controlProps(field, hint !== undefined)}
        defaultValue={typeof value === 'string' ? value : undefined}
        className={`ds-input ${className}`}
      />
    </FieldFrame>
  )
}

/** One of several, in a list that opens. */
export function SelectField<T>({
  field,
  label,
  hint,
  options,
  ...select
}: Wording & {
  field: Field<T>
  options: readonly { value: string; label: string }[]
} & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'id'>) {
  const value = field.initialValue
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <select
        {...select}
        {...controlProps(field, hint !== undefined)}
        defaultValue={typeof value === 'string' ? value : undefined}
        className="ds-input"
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
