import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

/** What one is called; the address is told by whoever invited. */
export function OwnName({ name, email }: { name: string; email: string | null }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close">
      <Form method="post" className="filter" preventScrollReset>
        <div className="ds-field">
          <label className="ds-label" htmlFor="navn">
            {t('account:profile.name')}
          </label>
          <p className="hint" id="navn-hint">
            {t('people:own.nameHint')}
          </p>
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
        </div>
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
