import { Link, isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** What people meet when a page cannot be shown: what happened in plain words, and a way on. */
export function ErrorPage() {
  const { t } = useTranslation()
  const error = useRouteError()
  const kind = isRouteErrorResponse(error) && error.status === 404 ? 'notFound' : 'unexpected'
  return (
    <>
      <h1>{t(`errorPage.${kind}.title`)}</h1>
      <p>{t(`errorPage.${kind}.text`)}</p>
      <Link to="/">{t('errorPage.home')}</Link>
    </>
  )
}
