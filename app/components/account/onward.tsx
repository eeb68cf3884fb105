import { PageHead } from '~/components/ui/page-head'

/**
 * Goes on to another site by itself. Forms of ours may lead to our own pages only, so what was begun by one goes on from
 * this page, by its own refresh (`refreshTo`): once only, for an answer is taken once.
 */
export function Onward({
  to,
  title,
  text,
  label,
}: {
  to: string
  title: string
  text: string
  label: string
}) {
  return (
    <div className="narrow stack">
      <PageHead title={title}>
        <p className="lead">{text}</p>
      </PageHead>
      <p>
        <a className="ds-button" href={to}>
          {label}
        </a>
      </p>
    </div>
  )
}

/** For the page's head. */
export const refreshTo = (to: string) => ({ httpEquiv: 'refresh', content: `0;url=${to}` })
