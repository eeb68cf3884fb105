import { useTranslation } from 'react-i18next'

/** Turns keys of sentences, as schemas and the domain give them, into the words of the page's language. */
export function useErrorText(): (key: string) => string {
  const { t, i18n } = useTranslation()
  return key => {
    const full = key.startsWith('errors.') ? key : `errors.${key}`
    return t((i18n.exists(full) ? full : 'errors.other') as 'errors.other')
  }
}
