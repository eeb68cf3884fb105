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

/** A way to another page that looks like a button. */
export function ButtonLink({ variant = 'primary', ...rest }: LinkProps & { variant?: Variant }) {
  return <Link {...rest} className="ds-button" data-variant={variant} />
}
