import type { MetaFunction } from '@remix-run/react'

/** The page's title from its loader's `title`. Names the page first, then the product. */
export const pageTitle: MetaFunction = ({ data }) => {
  const title = typeof data === 'object' && data !== null && 'title' in data ? data.title : null
  return [{ title: typeof title === 'string' ? `${title} – Pulje` : 'Pulje' }]
}
