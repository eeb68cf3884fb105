import { useWords } from '~/lib/i18n'

/** One kind of what is kept: a heading and its lines, or that there is nothing. */
export function DataList({ title, text, lines }: { title: string; text?: string; lines: readonly string[] }) {
  const t = useWords()
  return (
    <section className="stack" data-space="tight">
      <h2>{title}</h2>
      {text !== undefined && <p className="quiet">{text}</p>}
      {lines.length === 0 ? (
        <p className="quiet">{t('people:data.none')}</p>
      ) : (
        <ul className="bullets">
          {lines.map((line, i) => (
            <li key={`${i}-${line}`}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
