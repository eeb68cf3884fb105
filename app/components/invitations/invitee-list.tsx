import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'

export interface InviteeRow {
  id: string
  name: string
  /** The municipality or county in which it lies; empty = nowhere. */
  place: string
  /** Whom one writes to there, the latest known first; none = nobody is known. */
  emails: readonly string[]
}

/** Units to tick, under a heading: those with an address in columns, those without with a field to write one. */
export function InviteeList({
  legend,
  text,
  invitees,
  chosen,
  onToggle,
  values,
}: {
  legend: string
  text?: string
  invitees: readonly InviteeRow[]
  chosen: ReadonlySet<string>
  onToggle: (id: string) => void
  /** Addresses as they were typed before the form came back, by unit. */
  values: Readonly<Record<string, string>>
}) {
  const t = useWords()
  if (invitees.length === 0) return null
  return (
    <fieldset className="ds-fieldset">
      <legend>{legend}</legend>
      {text !== undefined && <p className="hint">{text}</p>}
      <ul className="invitees" data-plain={invitees.every(({ emails }) => emails.length === 1) || undefined}>
        {invitees.map(({ id, name, place, emails }) => (
          <li key={id} className="invitee">
            <Checkbox
              key={String(chosen.has(id))}
              id={`u-${id}`}
              name="orgUnitIds"
              value={id}
              defaultChecked={chosen.has(id)}
              onChange={() => onToggle(id)}
              label={
                <>
                  {name} <span className="quiet small">{emails.length === 1 ? emails[0] : place}</span>
                </>
              }
            />
            {emails.length > 1 && (
              <select
                className="ds-input"
                name={`addresses.${id}`}
                defaultValue={values[id]}
                aria-label={t('invitations:invite.addressOf', { name })}
              >
                {emails.map(email => (
                  <option key={email}>{email}</option>
                ))}
              </select>
            )}
            {emails.length === 0 && (
              <input
                className="ds-input"
                type="email"
                name={`addresses.${id}`}
                defaultValue={values[id]}
                autoComplete="off"
                aria-label={t('invitations:invite.addressOf', { name })}
                placeholder="navn@example.org"
              />
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
