import { Link } from '@remix-run/react'
import { dateOnly } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { T } from '~/lib/i18n'
import type { Chapter } from '~server/domain/organisations/chapters'

/** The life of a unit as a line with a stop per name, number or county; on into whoever took it over. */
export function UnitHistory({
  chapters,
  continues,
}: {
  chapters: readonly Chapter[]
  continues: { id: string; name: string; chapters: readonly Chapter[] } | null
}) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="historie">
      <h2 id="historie">{t('units:history.title')}</h2>
      <ol className="life">
        {chapters.map((chapter, i) => (
          <Stop key={i} chapter={chapter} now={chapter.to === null} />
        ))}
        {continues?.chapters.map((chapter, i) => (
          <Stop key={`heir${i}`} chapter={chapter} now={chapter.to === null} heir={continues.id} />
        ))}
      </ol>
    </section>
  )
}

function Stop({ chapter, now, heir }: { chapter: Chapter; now: boolean; heir?: string }) {
  const t = useWords()
  const { name, code, above } = chapter
  return (
    <li className="life-stop" data-now={now || undefined} data-heir={heir === undefined ? undefined : ''}>
      <p className="life-years">{years(t, chapter)}</p>
      <p className="life-name">
        {heir === undefined ? name : <Link to={`/enheter/${heir}`}>{name}</Link>}
        {code !== null && <span className="unit-code">{code}</span>}
      </p>
      {above !== null && <p className="quiet">{above.name}</p>}
    </li>
  )
}

/** Reforms come on the first of January: a year says it all, any other day is spelled out. */
function years(t: T, { from, to }: Chapter): string {
  const year = (at: Date): string => dateOnly(at).slice(0, 4)
  if (from === null && to === null) return t('units:history.always')
  if (from === null)
    return t('units:history.until', { year: to === null ? '' : String(Number(year(to)) - 1) })
  if (to === null) return t('units:history.since', { year: year(from) })
  const last = String(Number(year(to)) - 1)
  return last === year(from) ? last : t('units:history.between', { from: year(from), to: last })
}
