import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

/** Shows the units of one municipality only. */
export function DeskFilter({
  chosen,
  municipalities,
}: {
  chosen: string
  municipalities: readonly { value: string; label: string }[]
}) {
  const t = useWords()
  return (
    <Form method="get" className="filter" preventScrollReset>
      <div className="ds-field">
        <label className="ds-label" htmlFor="kommune">
          {t('home:deskPage.municipality')}
        </label>
        <select className="ds-input" id="kommune" name="kommune" defaultValue={chosen}>
          <option value="">{t('home:deskPage.all')}</option>
          {municipalities.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Button variant="secondary">{t('home:deskPage.show')}</Button>
    </Form>
  )
}
