import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { inLanguage } from '~/lib/texts'
import type { LocalText } from '~server/domain/shared/programme-text'
import type { Programme } from '~server/domain/cohorts/programmes'

/** What comes with a programme: how long, in which ways one works, about what, for whom. */
export function ProgrammePreview({ programme, locale }: { programme: Programme; locale: Locale }) {
  const t = useWords()
  const list = (title: string, texts: readonly LocalText[]) => (
    <div className="stack" data-space="tight">
      <h3>{title}</h3>
      <ul className="bullets">
        {texts.map(text => (
          <li key={text.nb}>{inLanguage(text, locale)}</li>
        ))}
      </ul>
    </div>
  )
  return (
    <div className="stack" data-space="close">
      <p>{inLanguage(programme.summary, locale)}</p>
      <p>
        <strong>{t('cohorts:new.duration', { count: programme.durationMonths })}</strong>
      </p>
      {list(t('cohorts:programme.strands'), programme.strands)}
      {list(t('cohorts:programme.themes'), programme.themes)}
      {list(t('cohorts:programme.criteria'), programme.entryCriteria)}
    </div>
  )
}
