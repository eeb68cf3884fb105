import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

/** The top of a page: where it lies, its name, and a sentence about it. */
export function PageHead({
  title,
  back,
  children,
}: {
  title: ReactNode
  back?: { to: string; label: string }
  children?: ReactNode
}) {
  return (
    <header className="page-head">
      {back && (
        <Link to={back.to} className="back">
          <span aria-hidden="true">←</span>
          <span className="back-label">{back.label}</span>
        </Link>
      )}
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </header>
  )
}
