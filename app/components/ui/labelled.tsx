import type { ReactNode } from 'react'

interface LabelledProps {
  /** Of the control; its hint is described by `<id>-hint`. */
  id: string
  label: ReactNode
  hint?: ReactNode
  hintId?: string
  children: ReactNode
}

/** A control below its label and its hint. */
export function Labelled({ id, label, hint, hintId = `${id}-hint`, children }: LabelledProps) {
  return (
    <div className="ds-field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {children}
    </div>
  )
}
