/** One kind of what is kept: a heading and its lines. */
export function DataList({ title, text, lines }: { title: string; text?: string; lines: readonly string[] }) {
  return (
    <section className="stack" data-space="tight">
      <h2>{title}</h2>
      {text !== undefined && <p className="quiet">{text}</p>}
      <ul className="bullets">
        {lines.map((line, i) => (
          <li key={`${i}-${line}`}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
