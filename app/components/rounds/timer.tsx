import { useEffect, useState } from 'react'
import { useWords } from '~/lib/i18n'

/**
 * How much of the step's time is left, by the server's clock: a phone whose clock is wrong by hours shows the same. Nothing
 * happens when it is over.
 *
 * @param now the server's clock when the page, or the step, came
 */
export function Timer({ endsAt, now }: { endsAt: Date; now: Date }) {
  const t = useWords()
  const left = useSecondsLeft(endsAt, now)
  if (left === 0) {
    return (
      <p className="round-timer" data-over="" role="timer">
        {t('rounds:timer.over')}
      </p>
    )
  }
  const minutes = Math.floor(left / 60)
  return (
    <p className="round-timer" role="timer" aria-label={t('rounds:timer.label')}>
      {`${minutes}:${String(left % 60).padStart(2, '0')}`}
    </p>
  )
}

function useSecondsLeft(endsAt: Date, now: Date): number {
  const [end, start] = [endsAt.getTime(), now.getTime()]
  const [left, setLeft] = useState(() => secondsBetween(start, end))
  useEffect(() => {
    // The page's own clock only measures how long it has been here.
    const arrived = performance.now()
    const show = () => setLeft(secondsBetween(start + performance.now() - arrived, end))
    show()
    const ticking = setInterval(show, 500)
    return () => clearInterval(ticking)
  }, [end, start])
  return left
}

const secondsBetween = (from: number, to: number): number => Math.max(0, Math.ceil((to - from) / 1000))
