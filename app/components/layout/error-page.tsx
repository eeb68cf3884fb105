import { Link, isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '~/components/ui/error-text'
import { useRefresh } from '~/live/use-refresh'
import { NetworkAway } from './network-away'

const KINDS: Record<number, 'notFound' | 'forbidden' | 'conflict' | 'tooMany'> = {
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  429: 'tooMany',
}

/** What people meet when a page cannot be shown: what happened in plain words, and a way on. */
export function ErrorPage() {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const error = useRouteError()
  if (isNetworkError(error)) return <PageAway />
  const kind = (isRouteErrorResponse(error) && KINDS[error.status]) || 'unexpected'
  const reason = kind === 'conflict' || kind === 'tooMany' ? reasonOf(error) : null
  return (
    <div className="stack measure">
      <h1 tabIndex={-1}>{t(`errorPage.${kind}.title`)}</h1>
      <p className="lead">{reason === null ? t(`errorPage.${kind}.text`) : errorText(reason)}</p>
      <p>
        <Link className="ds-button" to="/">
          {t('errorPage.home')}
        </Link>
      </p>
    </div>
  )
}

/** What `fetch` throws when nobody answered; each browser has words of its own for it. */
const UNANSWERED = /failed to fetch|load failed|networkerror|network error/i
const isNetworkError = (error: unknown): boolean =>
  error instanceof TypeError && UNANSWERED.test(error.message)

function PageAway() {
  const refresh = useRefresh()
  return <NetworkAway onBack={refresh} />
}

/** Which sentence the domain meant; null when it named none. */
function reasonOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null || !('reason' in data)) return null
  return typeof data.reason === 'string' && data.reason.includes('.') ? data.reason : null
}
