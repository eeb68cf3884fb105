import { Link, type LinkProps } from '@remix-run/react'
import type { ButtonHTMLAttributes } from 'react'

type Variant = 'primary' | 'secondary' | 'tertiary'

/** A button that sends its form. One primary button per page, named by what happens. */
export function Button({
  variant = 'primary',
  type = 'submit',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { variant?: Variant }) {
  return <button {...rest} type={type} className="ds-button" data-variant={variant} />
}

/** What can be done about one row of a list: short to see, and in full for whoever hears it. */
export function RowButton({
  intent,
  label,
  spoken,
  variant = 'tertiary',
}: {
  intent: string
  label: string
  /** With the name of what it is done to. */
  spoken: string
  variant?: Variant
}) {
  return (
    <Button variant={variant} name="intent" value={intent} aria-label={spoken}>
      {label}
    </Button>
  )
}

/** A way to another page that looks like a button. */
export function ButtonLink({ variant = 'primary', ...rest }: LinkProps & { variant?: Variant }) {
  return <Link {...rest} className="ds-button" data-variant={variant} />
}
