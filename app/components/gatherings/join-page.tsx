import { useForm } from '@conform-to/react'
import { Link } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'

/** In at the door: a code and a name, and one sits at a table. */
export function JoinPage({
  code,
  gathering,
  seatless,
  answer,
}: {
  code: string
  /** Title of what the code opens, when it came by the address. */
  gathering: string | null
  /** Name of an account that has no seat. */
  seatless: string | null
  answer: FormAnswer | undefined
}) {
  const t = useWords()
  const [form, fields] = useForm<{ code: string; name: string }>({
    id: 'join',
    lastResult: answer,
    defaultValue: { code },
  })
  if (seatless !== null) {
    return (
      <div className="narrow stack">
        <PageHead title={t('account:join.title')} />
        <Notice>{t('account:join.noSeat', { name: seatless })}</Notice>
        <ButtonLink to="/">{t('account:join.home')}</ButtonLink>
      </div>
    )
  }
  return (
    <div className="narrow stack">
      <PageHead title={gathering ?? t('account:join.title')}>
        <p className="lead">{t(gathering === null ? 'account:join.lead' : 'account:join.leadTo')}</p>
      </PageHead>
      <ErrorSummary form={form} labels={{ code: t('account:join.code'), name: t('account:join.name') }} />
      <form id={form.id} className="form" method="post" noValidate>
        {gathering === null ? (
          <TextField
            field={fields.code}
            label={t('account:join.code')}
            hint={t('account:join.codeHint')}
            className="code-input"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={12}
          />
        ) : (
          <input type="hidden" name={fields.code.name} value={code} />
        )}
        <TextField
          field={fields.name}
          label={t('account:join.name')}
          hint={t('account:join.nameHint')}
          autoComplete="name"
          maxLength={60}
        />
        <Button>{t('account:join.enter')}</Button>
      </form>
      <p>
        {t('account:join.account')} <Link to="/logg-inn">{t('account:join.signIn')}</Link>
      </p>
    </div>
  )
}
