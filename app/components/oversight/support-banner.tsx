import { Link } from '@remix-run/react'
import { Notice } from '~/components/ui/notice'
import { useWords } from '~/lib/i18n'

/** Support looks at one's own unit: nobody is surprised by who reads what. */
export function SupportBanner({
  looks,
}: {
  looks: readonly { id: string; who: string; unit: { name: string }; reason: string; to: string }[]
}) {
  const t = useWords()
  return looks.map(({ id, who, unit, reason, to }) => (
    <Notice key={id} tone="warning">
      <p>{t('oversight:support.banner', { who, unit: unit.name, reason, time: to })}</p>
      <Link to="/brukerstotte">{t('oversight:support.more')}</Link>
    </Notice>
  ))
}
