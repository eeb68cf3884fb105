import { useTranslation } from 'react-i18next'
import { anyone } from '~/lib/request'

export const loader = anyone(async () => ({}))

export default function Home() {
  const { t } = useTranslation()
  return <h1>{t('frame.product')}</h1>
}
