/** Room for this many round one table; more are drawn closer together. */
const PLACES = 6

/**
 * A table seen from above, with a dot for each who sits there. Decoration: the words beside it say the same.
 */
export function TableGlyph({
  seats,
  number,
  mine = false,
}: {
  seats: number
  number?: number
  /** One of those who sit there looks at it. */
  mine?: boolean
}) {
  const places = Math.max(PLACES, seats)
  const radius = Math.min(7, 90 / places)
  return (
    <svg className="table-glyph" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
      <circle className="table-glyph-top" cx="48" cy="48" r="24" />
      {number !== undefined && (
        <text className="table-glyph-number" x="48" y="48" textAnchor="middle" dominantBaseline="central">
          {number}
        </text>
      )}
      {Array.from({ length: places }, (_, i) => (
        <circle
          key={i}
          className="table-glyph-seat"
          data-taken={i < seats || undefined}
          data-mine={(mine && i === 0) || undefined}
          cx="48"
          cy="10"
          r={radius}
          transform={`rotate(${((i * 360) / places).toFixed(2)} 48 48)`}
        />
      ))}
    </svg>
  )
}
