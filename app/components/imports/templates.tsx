import { useWords } from '~/lib/i18n'

/** Lists to begin with: empty ones with the right headings, and what is there already. */
export function Templates({ units }: { units: readonly { id: string; name: string }[] }) {
  const t = useWords()
  return (
    <section className="card stack" data-tint="" data-space="close" aria-labelledby="templates">
      <h2 id="templates">{t('imports:template.title')}</h2>
      <p>{t('imports:template.text')}</p>
      <ul className="plain-list stack" data-space="tight">
        {(['units', 'participants'] as const).map(kind => (
          <li key={kind}>
            {t(`imports:template.${kind}`)}:{' '}
            {(['xlsx', 'csv'] as const).map((format, i) => (
              <span key={format}>
                {i > 0 && ' · '}
                <a
                  href={`/import/mal.${format}?type=${kind}`}
                  download
                  aria-label={`${t(`imports:template.${kind}`)} .${format}`}
                >
                  .{format}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
      {units.length <= 3 && (
        <ul className="plain-list stack" data-space="tight">
          {units.flatMap(({ id, name }) => [
            <li key={`${id} units`}>
              <a href={`/import/eksport.xlsx?enhet=${id}`} download>
                {t('imports:template.export', { unit: name })}
              </a>
            </li>,
            <li key={`${id} participants`}>
              <a href={`/import/deltakere.xlsx?enhet=${id}`} download>
                {t('imports:template.exportParticipants', { unit: name })}
              </a>
            </li>,
          ])}
        </ul>
      )}
    </section>
  )
}
