import type { ReactNode } from 'react'

/** A page or a list with nothing in it yet: what will be here, and the next step. */
export function Empty({
  title,
  level = 2,
  children,
}: {
  title: string
  /** Of the heading. */
  level?: 2 | 3
  children?: ReactNode
}) {
  const Heading = `h${level}` as const
  return (
    <div className="empty stack" data-space="close">
      <Heading>{title}</Heading>
      {children}
    </div>
  )
}
