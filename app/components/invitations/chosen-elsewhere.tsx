import { useWords } from '~/lib/i18n'

/** Units that were chosen while another place was shown: they are invited with the others, and it is said. */
export function ChosenElsewhere({
  ids,
  addresses,
}: {
  ids: readonly string[]
  addresses: Readonly<Record<string, string>>
}) {
  const t = useWords()
  if (ids.length === 0) return null
  return (
    <>
      <p>{t('invitations:invite.elsewhere', { count: ids.length })}</p>
      {ids.map(id => (
        <input key={id} type="hidden" name="orgUnitIds" value={id} />
      ))}
      {ids.map(id => {
        const address = addresses[id]
        return address && <input key={id} type="hidden" name={`addresses.${id}`} value={address} />
      })}
    </>
  )
}
