import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'
import { LAST_MATTERS } from '~server/domain/people/policy'
import type { Role } from '~server/domain/shared/actor'

/** What ends, and one button that ends it, naming the person. */
export function LeavingForm({
  leaving,
  unit,
}: {
  leaving: {
    name: string
    here: readonly { grantId: string; role: Role; text: string }[]
    elsewhere: number
    canClose: boolean
    contributions: 'name' | 'pseudonym'
  }
  unit: string
}) {
  const t = useWords()
  const { name, here, elsewhere, canClose, contributions } = leaving
  if (here.length === 0)
    return (
      <Form method="post" className="stack">
        <p>{t('people:leaving.noneHere')}</p>
        {elsewhere > 0 && <p>{t('people:leaving.elsewhere', { count: elsewhere })}</p>}
        <Closing name={name} contributions={contributions} />
      </Form>
    )
  return (
    <Form method="post" className="stack">
      <section className="stack" data-space="tight" aria-labelledby="ender">
        <h2 id="ender">{t('people:leaving.ends')}</h2>
        <ul className="bullets">
          {here.map(({ grantId, text }) => (
            <li key={grantId}>{text}</li>
          ))}
          <li>{t('people:leaving.seats')}</li>
          <li>{t('people:leaving.invitations')}</li>
        </ul>
        <p>{t('people:leaving.atOnce')}</p>
        {elsewhere > 0 && <p>{t('people:leaving.elsewhere', { count: elsewhere })}</p>}
      </section>
      {here.some(({ role }) => LAST_MATTERS.includes(role)) && (
        <Checkbox id="siste" name="evenIfLast" label={t('people:member.evenIfLast')} />
      )}
      <Button name="intent" value="unit">
        {t('people:leaving.leaveUnit', { name, unit })}
      </Button>
      {canClose && <Closing name={name} contributions={contributions} />}
    </Form>
  )
}

/** Everything ends, and what becomes of the name. */
function Closing({ name, contributions }: { name: string; contributions: 'name' | 'pseudonym' }) {
  const t = useWords()
  return (
    <section className="card stack" data-space="close" aria-labelledby="alt">
      <h2 id="alt">{t('people:leaving.everything')}</h2>
      <p>{t('people:leaving.everythingText')}</p>
      <p>
        <strong>{t(`people:leaving.${contributions}`)}</strong>
      </p>
      <Button variant="secondary" name="intent" value="everything">
        {t('people:leaving.close', { name })}
      </Button>
    </section>
  )
}
