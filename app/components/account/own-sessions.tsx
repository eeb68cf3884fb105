import { Form, useActionData } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'

interface SessionView {
  id: string
  device: string
  /** In words. */
  since: string
  current: boolean
}

/** Where one is signed in, and a way to end it. */
export function OwnSessions({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useWords()
  const done = useActionData<{ ended: boolean }>()
  return (
    <section className="stack" data-space="close">
      <h2>{t('account:profile.sessions')}</h2>
      <p>{t('account:profile.sessionsText')}</p>
      {done?.ended && (
        <Notice tone="success" live>
          {t('account:profile.ended')}
        </Notice>
      )}
      <ul className="plain-list rows">
        {sessions.map(({ id, device, since, current }) => {
          const name = device === '' ? t('account:profile.unknownDevice') : device
          return (
            <li key={id} className="row" data-spread="">
              <div>
                <strong>{name}</strong> {current && <span>({t('account:profile.thisOne')})</span>}
                <div className="quiet small">
                  {t('account:profile.since')} {since}
                </div>
              </div>
              {!current && (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="session" value={id} />
                  <Button variant="tertiary" aria-label={t('account:profile.endOne', { device: name })}>
                    {t('account:profile.end')}
                  </Button>
                </Form>
              )}
            </li>
          )
        })}
      </ul>
      {sessions.length > 1 && (
        <Form method="post" preventScrollReset>
          <Button variant="secondary" name="intent" value="others">
            {t('account:profile.endOthers')}
          </Button>
        </Form>
      )}
    </section>
  )
}
