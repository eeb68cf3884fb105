import { monthText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { layoutTimeline, type TimelineGathering, type TimelineLayout } from '~/lib/timeline'

const BAND = 28
const LANE = 36
const TICKS = 24

interface TimelineProps {
  startsOn: Date
  endsOn: Date
  gatherings: readonly (TimelineGathering & { level: string })[]
  now: Date
}

/**
 * The cohort's two years as a line, school years as bands, gatherings numbered as in the list that belongs under it.
 * Everything is placed in per cent, so that words and numbers keep their size on a narrow screen.
 */
export function Timeline({ startsOn, endsOn, gatherings, now }: TimelineProps) {
  const t = useWords()
  const layout = layoutTimeline(startsOn, endsOn, gatherings, now)
  const height = BAND + 20 + layout.lanes * LANE + TICKS
  const levels = new Map(gatherings.map(({ id, level }) => [id, level]))
  const last = new Date(endsOn.getTime() - 86_400_000)
  const label = t('cohorts:timeline.label', {
    from: monthText(t, startsOn.getUTCFullYear(), startsOn.getUTCMonth() + 1),
    to: monthText(t, last.getUTCFullYear(), last.getUTCMonth() + 1),
  })
  return (
    <svg className="timeline" role="img" aria-label={label} width="100%" height={height}>
      <Bands bands={layout.bands} height={height - TICKS} />
      <Ticks ticks={layout.ticks} top={height - TICKS} />
      {layout.today !== null && (
        <line
          className="timeline-today"
          x1={`${layout.today}%`}
          x2={`${layout.today}%`}
          y1={BAND}
          y2={height - TICKS}
        />
      )}
      {layout.placed.map(({ id, number, x, width, lane }) => {
        const y = BAND + 28 + lane * LANE
        return (
          <g key={id} className="timeline-mark" data-level={levels.get(id)}>
            {width > 0 && (
              <rect
                className="timeline-span"
                x={`${x}%`}
                y={y - 13}
                width={`${width}%`}
                height="26"
                rx="13"
              />
            )}
            <svg x={`${x}%`} y={y} overflow="visible">
              <circle cx={14} cy={0} r="13" />
              <text x={14} y={0} textAnchor="middle" dominantBaseline="central">
                {number}
              </text>
            </svg>
          </g>
        )
      })}
    </svg>
  )
}

function Bands({ bands, height }: { bands: TimelineLayout['bands']; height: number }) {
  return bands.map(({ year, x, width }, i) => (
    <g key={year}>
      <rect
        className="timeline-band"
        data-odd={i % 2 === 1 || undefined}
        x={`${x}%`}
        y="0"
        width={`${width}%`}
        height={height}
      />
      <svg x={`${x}%`} y="0" overflow="visible">
        <text className="timeline-year" x="8" y="19">
          {`${year}/${String((year + 1) % 100).padStart(2, '0')}`}
        </text>
      </svg>
    </g>
  ))
}

function Ticks({ ticks, top }: { ticks: TimelineLayout['ticks']; top: number }) {
  const t = useWords()
  return ticks.map(({ month, x }) => (
    <g key={`${month}-${x}`}>
      <line className="timeline-tick" x1={`${x}%`} x2={`${x}%`} y1={top} y2={top + 6} />
      <svg x={`${x}%`} y={top} overflow="visible">
        <text className="timeline-month" x="2" y="19">
          {t(`dates.months.${month as 1 | 4 | 7 | 10}`).slice(0, 3)}
        </text>
      </svg>
    </g>
  ))
}
