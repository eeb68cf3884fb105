import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { Role } from '~server/domain/shared/actor'

interface DemoAccount {
  email: string
  name: string
  roleKey: Role
}

/** The invented people of the demo: choosing one fills in the address, nothing more. */
export function DemoAccounts({ accounts, til }: { accounts: readonly DemoAccount[]; til: string }) {
  const t = useWords()
  return (
    <section className="demo-box stack" data-space="close" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('account:signIn.demoTitle')}</h2>
      <p className="small">{t('account:signIn.demoText')}</p>
      <ul className="accounts">
        {accounts.map(({ email, name, roleKey }) => (
          <li key={email}>
            <Link
              className="account"
              to={`/logg-inn?${new URLSearchParams({ til, e: email }).toString()}`}
              preventScrollReset
            >
              <strong>{name}</strong>
              <span className="small">{t(`roles.${roleKey}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="small">
        <Link to="/demo/e-post">{t('frame.demoMail')}</Link>
      </p>
    </section>
  )
}
