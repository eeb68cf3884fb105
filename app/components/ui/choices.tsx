import type { FieldMetadata } from '@conform-to/react'
import type { ReactNode } from 'react'
import { FieldError } from './field'

interface Option {
  value: string
  label: ReactNode
}

/** One of a few, all of them to be seen. */
export function Choices<T>({
  field,
  legend,
  hint,
  options,
  inline = false,
}: {
  field: FieldMetadata<T, Record<string, unknown>>
  legend: string
  hint?: string
  options: readonly Option[]
  inline?: boolean
}) {
  return (
    <fieldset className="ds-fieldset" id={field.id} aria-describedby={field.errors && field.errorId}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      <div className="choices" data-inline={inline || undefined}>
        {options.map(({ value, label }) => (
          <div className="ds-field" key={value}>
            <input
              className="ds-input"
              type="radio"
              id={`${field.id}-${value}`}
              name={field.name}
              value={value}
              defaultChecked={field.initialValue === value}
            />
            <label className="ds-label" htmlFor={`${field.id}-${value}`}>
              {label}
            </label>
          </div>
        ))}
      </div>
      <FieldError field={field} />
    </fieldset>
  )
}

/** Yes or no. */
export function Checkbox({
  id,
  name,
  value = 'on',
  label,
  defaultChecked,
  onChange,
}: {
  id: string
  name: string
  value?: string
  label: ReactNode
  defaultChecked?: boolean | undefined
  onChange?: () => void
}) {
  return (
    <div className="ds-field">
      <input
        className="ds-input"
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={defaultChecked}
        onChange={onChange}
      />
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
    </div>
  )
}
