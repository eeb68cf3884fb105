import { Link } from '@remix-run/react'
import { weekText, whenText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { GatheringSummary } from '~server/domain/gatherings/gatherings'

/** What of a gathering stands in a list. */
export type ListedGathering = Pick<GatheringSummary, 'id' | 'title' | 'when' | 'place' | 'level'>

/** Gatherings in order: when, what and where. */
export function GatheringList({
  gatherings,
  numbered = false,
  level = 3,
}: {
  gatherings: readonly ListedGathering[]
  /** With the numbers that stand on the timeline. */
  numbered?: boolean
  /** Of the headings. */
  level?: 3 | 4
}) {
  const t = useWords()
  const Heading = `h${level}` as const
  return (
    <ol className="gathering-list plain-list">
      {gatherings.map(({ id, title, when, place, level }, i) => {
        const week = weekText(t, when)
        return (
          <li key={id} className="gathering-row" data-level={level}>
            {numbered && (
              <span className="gathering-number" aria-hidden="true">
                {i + 1}
              </span>
            )}
            <div className="gathering-what">
              <Heading>
                <Link to={`/samlinger/${id}`}>{title}</Link>
              </Heading>
              <p className="quiet small">
                {t(`gatherings:levels.${level}`)}
                {place !== '' && ` · ${place}`}
              </p>
            </div>
            <p className="gathering-when">
              {whenText(t, when)}
              {week !== null && <span className="quiet small"> {week}</span>}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
