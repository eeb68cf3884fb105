import { useState, type ReactNode } from 'react'
import { useWords } from '~/lib/i18n'
import type { ThreadRow } from './thread'
import './comments.css'

const FILTERS = ['open', 'resolved', 'all'] as const
type Filter = (typeof FILTERS)[number]

const fits = (filter: Filter, { resolved }: ThreadRow): boolean =>
  filter === 'all' || resolved === (filter === 'resolved')

/** All that is said, with a choice between what is open and what is done. */
export function Threads({
  threads,
  canWrite,
  children,
}: {
  threads: readonly ThreadRow[]
  canWrite: boolean
  children: (thread: ThreadRow) => ReactNode
}) {
  const t = useWords()
  const [filter, setFilter] = useState<Filter>('open')
  const shown = threads.filter(thread => fits(filter, thread))
  return (
    <>
      <div className="comment-filter" role="group" aria-label={t('comments:filter')}>
        {FILTERS.map(each => (
          <button
            key={each}
            type="button"
            className="comment-chip"
            aria-pressed={each === filter}
            onClick={() => setFilter(each)}
          >
            {t(`comments:${each}`)} ({threads.filter(thread => fits(each, thread)).length})
          </button>
        ))}
      </div>
      {shown.length === 0 && (
        <p className="comment-empty">{t(canWrite ? `comments:empty.${filter}` : 'comments:emptyRead')}</p>
      )}
      {shown.map(children)}
    </>
  )
}
