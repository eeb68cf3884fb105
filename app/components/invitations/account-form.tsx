import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { TextField } from '~/components/ui/field'
import { Notice } from '~/components/ui/notice'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'

/** An account for the address that the invitation went to. */
export function AccountForm({ answer, done }: { answer: FormAnswer | null; done: boolean }) {
  const t = useWords()
  const [, fields] = useForm<{ accountName: string }>({ id: 'account', lastResult: answer })
  return (
    <section className="stack" data-space="close" aria-labelledby="konto">
      <h2 id="konto">{t('invitations:account.title')}</h2>
      {done ? (
        <>
          <Notice tone="success" live>
            {t('invitations:account.done')}
          </Notice>
          <div>
            <ButtonLink to="/logg-inn">{t('invitations:account.signIn')}</ButtonLink>
          </div>
        </>
      ) : (
        <Form method="post" className="form" noValidate preventScrollReset>
          <p>{t('invitations:account.text')}</p>
          <TextField
            field={fields.accountName}
            label={t('invitations:answer.name')}
            autoComplete="name"
            maxLength={120}
          />
          <Button variant="secondary" name="intent" value="account">
            {t('invitations:account.create')}
          </Button>
        </Form>
      )}
    </section>
  )
}
