import type { ReactNode } from 'react'

/** A sentence that stands out. `role="status"` makes it heard when it appears after an action. */
export function Notice({
  tone = 'info',
  live = false,
  children,
}: {
  tone?: 'info' | 'success' | 'warning' | 'danger'
  live?: boolean
  children: ReactNode
}) {
  return (
    <div className="ds-alert" data-color={tone} role={live ? 'status' : undefined}>
      {children}
    </div>
  )
}
