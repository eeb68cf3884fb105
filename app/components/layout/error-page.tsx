import { Link, isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '~/components/ui/error-text'

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

/** Which sentence the domain meant; null when it named none. */
function reasonOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null || !('reason' in data)) return null
  return typeof data.reason === 'string' && data.reason.includes('.') ? data.reason : null
}
