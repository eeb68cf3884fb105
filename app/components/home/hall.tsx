interface Table {
  x: number
  y: number
  r: number
  seats: number
  /** Which seat is yours. */
  mine?: number
  turn: number
}

const TABLES: readonly Table[] = [
  { x: 150, y: 178, r: 52, seats: 6, mine: 5, turn: 8 },
  { x: 318, y: 120, r: 40, seats: 5, turn: 20 },
  { x: 300, y: 282, r: 44, seats: 6, turn: 0 },
  { x: 60, y: 330, r: 30, seats: 4, turn: 30 },
  { x: 424, y: 218, r: 27, seats: 5, turn: 12 },
  { x: 178, y: 50, r: 24, seats: 4, turn: 45 },
  { x: 172, y: 372, r: 24, seats: 5, turn: 10 },
  { x: 432, y: 60, r: 20, seats: 4, turn: 0 },
  { x: 416, y: 350, r: 20, seats: 4, turn: 22 },
]

/** A hall from above: round tables, people around them, one of them you. */
export function Hall() {
  return (
    <svg className="hall" viewBox="0 0 480 420" aria-hidden="true" focusable="false">
      {TABLES.map(({ x, y, r, seats, mine, turn }) => (
        <g key={`${x}-${y}`}>
          <circle className="hall-table" data-mine={mine !== undefined || undefined} cx={x} cy={y} r={r} />
          {mine !== undefined && (
            <g className="hall-lines">
              <line x1={x - 24} x2={x + 24} y1={y - 14} y2={y - 14} />
              <line x1={x - 24} x2={x + 18} y1={y} y2={y} />
              <line x1={x - 24} x2={x + 4} y1={y + 14} y2={y + 14} />
            </g>
          )}
          {Array.from({ length: seats }, (_, i) => (
            <circle
              key={i}
              className="hall-seat"
              data-mine={i === mine || undefined}
              cx={x}
              cy={(y - r * 1.42).toFixed(1)}
              r={(r * 0.24).toFixed(1)}
              transform={`rotate(${(turn + (i * 360) / seats).toFixed(1)} ${x} ${y})`}
            />
          ))}
        </g>
      ))}
    </svg>
  )
}
