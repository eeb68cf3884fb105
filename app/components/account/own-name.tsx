import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Labelled } from '~/components/ui/labelled'
import { useWords } from '~/lib/i18n'

/** What one is called; the address is told by whoever invited. */
export function OwnName({ name, email }: { name: string; email: string | null }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close">
      <Form method="post" className="filter" preventScrollReset>
        <Labelled id="navn" label={t('account:profile.name')} hint={t('people:own.nameHint')}>
          <input
            className="ds-input"
            id="navn"
            name="name"
            defaultValue={name}
            maxLength={120}
            required
            autoComplete="name"
            aria-describedby="navn-hint"
          />
        </Labelled>
        <Button variant="secondary" name="intent" value="name">
          {t('people:own.changeName')}
        </Button>
      </Form>
      <dl className="facts">
        <div>
          <dt>{t('account:profile.email')}</dt>
          <dd>{email}</dd>
        </div>
      </dl>
    </section>
  )
}
