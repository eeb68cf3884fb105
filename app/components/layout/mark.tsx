const SEATS = [0, 60, 120, 180, 240, 300]

/** The product's mark: a table and those who sit around it, one of them you. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle className="brand-table" cx="16" cy="16" r="6.5" />
      {SEATS.map(angle => (
        <circle
          key={angle}
          className="brand-seat"
          data-mine={angle === 300 || undefined}
          cx="16"
          cy="4.2"
          r="2.9"
          transform={`rotate(${angle} 16 16)`}
        />
      ))}
    </svg>
  )
}
