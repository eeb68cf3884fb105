import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import { TableFields } from './table-organiser'

/** Sets up one more table; its number is the next free one. */
export function AddTable() {
  const t = useWords()
  return (
    <Form method="post" className="form add-table" preventScrollReset>
      <h3>{t('gatherings:organise.addTable')}</h3>
      <TableFields id="new" name="" openToGuests={false} />
      <Button name="intent" value="add-table">
        {t('gatherings:organise.add')}
      </Button>
    </Form>
  )
}
