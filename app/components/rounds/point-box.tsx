import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import { useKeptPoint, type Point } from '~/live/use-kept-point'

/** One point that only its author reads. It saves itself; without script there is a button. */
export function PointBox({
  point,
  address,
  person,
  label,
}: {
  point: Point
  /** Where it is saved. */
  address: string
  person: string
  label: string
}) {
  const t = useWords()
  const { id, kind, prompt, text } = point
  const { state, typed, area } = useKeptPoint(point, address, person)
  return (
    <form method="post" action={address} className="point-box">
      <input type="hidden" name="pointId" value={id} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="prompt" value={prompt} />
      <label className="ds-label" htmlFor={`point-${id}`}>
        {label}
      </label>
      <textarea
        ref={area}
        className="ds-input"
        id={`point-${id}`}
        name="text"
        rows={3}
        maxLength={2_000}
        defaultValue={text}
        onInput={typed}
      />
      <p className="point-state quiet small" data-state={state ?? undefined}>
        {state !== null && t(`rounds:state.${state}`)}
      </p>
      <noscript>
        <Button variant="secondary">{t('rounds:save')}</Button>
      </noscript>
    </form>
  )
}
