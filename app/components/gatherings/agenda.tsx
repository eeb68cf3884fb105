import { agendaTimes, clockText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { AgendaEntry } from '~server/domain/gatherings/gatherings'
import type { When } from '~server/domain/shared/dates'

/** The programme of the day, with the clock when the gathering has a time. */
export function Agenda({ items, when }: { items: readonly AgendaEntry[]; when: When }) {
  const t = useWords()
  const times = agendaTimes(when, items)
  return (
    <ol className="agenda plain-list">
      {items.map(({ id, kind, title, minutes }, i) => {
        const time = times[i]
        return (
          <li key={id} className="agenda-item" data-kind={kind}>
            <p className="agenda-time">
              {time == null
                ? minutes !== null && t('gatherings:minutes', { count: minutes })
                : time.to === null
                  ? t('gatherings:timeFrom', { from: clockText(t, time.from) })
                  : t('gatherings:timeRange', { from: clockText(t, time.from), to: clockText(t, time.to) })}
            </p>
            <div>
              <p className="agenda-title">{title}</p>
              <p className="quiet small">
                {t(`gatherings:kinds.${kind}`)}
                {time != null && minutes !== null && ` · ${t('gatherings:minutes', { count: minutes })}`}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
