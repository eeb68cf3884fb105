import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetAllKept, pagesWithKept } from '~/lib/kept-texts'

/**
 * Signs out. Text that is only on this device would go with it, so when there is some the person is asked first. Without
 * script it is a plain form.
 */
export function SignOut({ personId }: { personId: string }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState(false)
  const [waiting, setWaiting] = useState<string[]>([])

  const leave = async () => {
    const { forgetPerson } = await import('~/live/sign-out')
    await forgetPerson(personId)
    forgetAllKept(personId)
    form.current?.submit()
  }

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    void unsaved(personId).then(pages => {
      setBusy(false)
      if (pages.length === 0) return leave()
      setWaiting(pages)
      dialog.current?.showModal()
      return undefined
    })
  }

  return (
    <>
      <form ref={form} method="post" action="/logg-ut" onSubmit={onSubmit}>
        <button className="person-menu-item" aria-busy={busy || undefined}>
          {t('frame.signOut')}
        </button>
      </form>
      <dialog ref={dialog} className="ds-dialog" aria-labelledby="sign-out-title">
        <div className="stack" data-space="close">
          <h2 id="sign-out-title">{t('signOut.title')}</h2>
          <p>{t('signOut.text', { count: waiting.length })}</p>
          <ul className="bullets">
            {waiting.map((page, i) => (
              <li key={page}>
                <a href={page}>{t('signOut.open', { number: i + 1 })}</a>
              </li>
            ))}
          </ul>
          <div className="form-actions">
            <button type="button" className="ds-button" onClick={() => dialog.current?.close()}>
              {t('signOut.stay')}
            </button>
            <button type="button" className="ds-button" data-variant="secondary" onClick={() => void leave()}>
              {t('signOut.leave')}
            </button>
          </div>
        </div>
      </dialog>
    </>
  )
}

/** Addresses of the pages whose text is on this device only. */
async function unsaved(personId: string): Promise<string[]> {
  const kept = pagesWithKept(personId)
  try {
    const { unsavedDocuments } = await import('~/live/sign-out')
    return [...(await unsavedDocuments(personId)).map(id => `/dokumenter/${id}`), ...kept]
  } catch {
    return kept
  }
}
