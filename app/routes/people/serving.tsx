import { data } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { beginService, endService, serving } from '~server/domain/organisations/serving'
import { Button, RowButton } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { orSentence, type PeopleAnswer } from './managing.server'
import { fieldText } from './texts.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const { unit, services, candidates } = await serving(actor, params.id('unitId'))
  const isPpt = unit.kind === 'ppt'
  return {
    title: t(isPpt ? 'people:serving.titlePpt' : 'people:serving.titleMunicipality'),
    unit,
    candidates,
    services: services.map(({ since, ...service }) => ({
      ...service,
      since: since === null ? null : dayText(t, since.toISOString().slice(0, 10)),
    })),
  }
})

export const action = signedIn(async ({ actor, request, params, t }) => {
  const unitId = params.id('unitId')
  const form = await request.formData()
  const answer = await orSentence(async (): Promise<PeopleAnswer> => {
    const other = fieldText(form, 'otherId')
    switch (form.get('intent')) {
      case 'servesThis':
        await beginService(actor, other, unitId)
        return { done: t('people:done.serves') }
      case 'servesOther':
        await beginService(actor, unitId, other)
        return { done: t('people:done.serves') }
      case 'end':
        await endService(actor, fieldText(form, 'relationId'))
        return { done: t('people:done.servesNot') }
      default:
        return { error: 'errors.other' }
    }
  })
  return data(answer, { status: answer.error === undefined ? 200 : 400 })
})

export const meta = pageTitle

export default function ServedMunicipalities() {
  const t = useWords()
  const errorText = useErrorText()
  const { title, unit, services, candidates } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer>()
  const isPpt = unit.kind === 'ppt'
  return (
    <div className="stack measure">
      <PageHead title={title} back={{ to: `/enheter/${unit.id}`, label: unit.name }}>
        <p className="lead">
          {t(isPpt ? 'people:serving.leadPpt' : 'people:serving.leadMunicipality', { unit: unit.name })}
        </p>
        {answer?.done !== undefined && (
          <Notice tone="success" live>
            {answer.done}
          </Notice>
        )}
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
      </PageHead>
      {services.length === 0 ? (
        <Empty title={t(isPpt ? 'people:serving.nonePpt' : 'people:serving.noneMunicipality')} />
      ) : (
        <ul className="plain-list rows">
          {services.map(({ relationId, id, name, since, canEnd }) => (
            <li key={relationId} className="row" data-spread="">
              <div>
                <Link to={`/enheter/${id}/pp-tjeneste`}>{name}</Link>
                {since !== null && (
                  <div className="quiet small">{t('people:unit.since', { date: since })}</div>
                )}
              </div>
              {canEnd && (
                <Form method="post">
                  <input type="hidden" name="relationId" value={relationId} />
                  <RowButton
                    intent="end"
                    label={t('people:serving.end')}
                    spoken={t('people:serving.endOf', { name })}
                  />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {candidates.length > 0 && (
        <Form method="post" className="filter">
          <div className="ds-field">
            <label className="ds-label" htmlFor="otherId">
              {t(isPpt ? 'people:serving.municipality' : 'people:serving.ppt')}
            </label>
            <select className="ds-input" id="otherId" name="otherId">
              {candidates.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <Button name="intent" value={isPpt ? 'servesOther' : 'servesThis'}>
            {t(isPpt ? 'people:serving.addMunicipality' : 'people:serving.addPpt')}
          </Button>
        </Form>
      )}
    </div>
  )
}
