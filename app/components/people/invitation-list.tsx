import { Form } from '@remix-run/react'
import { RowButton } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { Role } from '~server/domain/shared/actor'

interface InvitationRow {
  id: string
  name: string
  email: string
  role: Role
  /** In words. */
  sentAt: string
  expiresAt: string | null
  /** When the role begins, if that lies ahead. */
  begins: string | null
  state: 'open' | 'expired' | 'dead' | 'declined'
}

/** Invitations that wait for an answer, have run out, or were declined. */
export function InvitationList({ invitations }: { invitations: readonly InvitationRow[] }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="invitasjoner">
      <h2 id="invitasjoner">{t('people:invitations.title')}</h2>
      <ul className="plain-list rows">
        {invitations.map(({ id, name, email, role, sentAt, expiresAt, begins, state }) => (
          <li key={id} className="row">
            <div className="people-who">
              <strong>{name}</strong>
              <div className="quiet small">{email}</div>
            </div>
            <div className="people-role">
              {t(`roles.${role}`)}
              <div className="quiet small">
                {t(`people:invitations.${state}`, { sent: sentAt, until: expiresAt ?? '' })}{' '}
                {begins !== null && t('people:invitations.begins', { date: begins })}
              </div>
            </div>
            {state !== 'declined' && (
              <Form method="post" className="row">
                <input type="hidden" name="invitationId" value={id} />
                <RowButton
                  intent="resend"
                  label={t('people:invitations.resend')}
                  spoken={t('people:invitations.resendTo', { name })}
                />
                <RowButton
                  intent="withdraw"
                  label={t('people:invitations.withdraw')}
                  spoken={t('people:invitations.withdrawOf', { name })}
                />
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
