import { Link, useLoaderData } from '@remix-run/react'
import { notFound } from '~server/domain/shared/errors'
import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['account'] } as const
await wordsOf(handle.words)

/** What the demo would have sent. Not there in production. */
export const loader = anyone(async ({ context, t }) => {
  if (context.mode !== 'demo') throw notFound()
  const mails = context.live.mailbox().map(({ to, subject, text, at }) => ({
    to,
    subject,
    text,
    at: momentText(t, new Date(at)),
    code: /\b\d{6}\b/.exec(subject)?.[0] ?? null,
  }))
  return { title: t('account:mailbox.title'), mails }
})

export const meta = pageTitle

export default function Mailbox() {
  const t = useWords()
  const { mails } = useLoaderData<typeof loader>()
  return (
    <div className="stack measure">
      <PageHead title={t('account:mailbox.title')}>
        <p className="lead">{t('account:mailbox.lead')}</p>
      </PageHead>
      <ButtonLink to="/demo/e-post" reloadDocument variant={mails.length > 0 ? 'secondary' : 'primary'}>
        {t('account:mailbox.refresh')}
      </ButtonLink>
      {mails.length === 0 && (
        <Empty title={t('account:mailbox.empty')}>
          <p>{t('account:mailbox.emptyText')}</p>
        </Empty>
      )}
      <ol className="plain-list stack">
        {mails.map((mail, i) => (
          <li key={`${mail.at}${mails.length - i}`} className="mail">
            <h2 className="small">{mail.subject}</h2>
            <p className="quiet small">
              {t('account:mailbox.to', { address: mail.to })} · {mail.at}
            </p>
            {mail.code !== null && (
              <>
                <p className="mail-code">{mail.code}</p>
                {i === 0 && (
                  <p>
                    <Link to="/logg-inn/kode">{t('account:mailbox.enterCode')}</Link>
                  </p>
                )}
              </>
            )}
            <details>
              <summary>{t('account:mailbox.whole')}</summary>
              <p className="mail-text">{mail.text}</p>
            </details>
          </li>
        ))}
      </ol>
    </div>
  )
}
