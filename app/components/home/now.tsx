import { useId, type ReactNode } from 'react'

/** The one thing to do now: what it is, where, and the button. */
export function Now({
  eyebrow,
  title,
  children,
  figure,
}: {
  eyebrow: string
  title: ReactNode
  children: ReactNode
  figure?: ReactNode
}) {
  const id = useId()
  return (
    <section className="now" aria-labelledby={id}>
      <div className="stack">
        <div className="stack" data-space="tight">
          <p className="eyebrow">{eyebrow}</p>
          <h2 id={id}>{title}</h2>
        </div>
        {children}
      </div>
      {figure !== undefined && <div className="now-figure">{figure}</div>}
    </section>
  )
}
