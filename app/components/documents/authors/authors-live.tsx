import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { XmlFragment } from 'yjs'
import { useWords } from '~/lib/i18n'
import { initialsOf } from '../colours'
import { authorMarks, authorsKey, showAuthors, type AuthorPassage } from './author-marks'
import { writtenIn } from './passages'
import './authors.css'

interface Author {
  client: number
  personId: string | null
  name: string | null
}
interface Person {
  key: string
  name: string
  letters: number
  mark: number
}

const MARKS = 8
const CALM_MS = 400
const ASK_AGAIN_MS = 3_000

export interface AuthorsLiveProps {
  editor: Editor
  documentId: string
  /** Who looks at it. */
  self: { id: string; name: string }
}

/** Who has written what: colours, lines and initials in the text, names beside it. */
export default function AuthorsLive({ editor, documentId, self }: AuthorsLiveProps) {
  const t = useWords()
  const [authors, setAuthors] = useState<readonly Author[] | null>(null)
  const [failed, setFailed] = useState(false)
  const [people, setPeople] = useState<readonly Person[]>([])
  const askedAt = useRef(0)

  const ask = useCallback(() => {
    askedAt.current = performance.now()
    fetch(`/dokumenter/${documentId}/forfattere`)
      .then(answer => (answer.ok ? (answer.json() as Promise<Author[]>) : Promise.reject(new Error())))
      .then(setAuthors, () => setFailed(true))
  }, [documentId])
  useEffect(ask, [ask])

  useEffect(() => {
    if (!authors) return undefined
    const known = new Map(authors.map(author => [author.client, author]))
    const words = { system: t('keeping:authors.system'), unknown: t('keeping:authors.unknown') }
    const look = (): void => {
      const sync = ySyncPluginKey.getState(editor.state) as { type: XmlFragment } | undefined
      if (!sync || editor.isDestroyed) return
      const written = writtenIn(sync.type, editor.state.doc)
      const own = sync.type.doc?.clientID
      const who = (client: number) => {
        const author = known.get(client)
        if (author?.personId === self.id || (!author && client === own))
          return { key: self.id, name: self.name }
        if (!author) return { key: '?', name: words.unknown }
        return { key: author.personId ?? '', name: author.name ?? words.system }
      }
      const found = new Map<string, Person>()
      const passages: AuthorPassage[] = []
      for (const { client, from, to } of written) {
        const { key, name } = who(client)
        const person = found.get(key) ?? { key, name, letters: 0, mark: found.size % MARKS }
        person.letters += to - from
        found.set(key, person)
        const last = passages.at(-1)
        if (last?.to === from && last.mark === person.mark && last.name === name) last.to = to
        else if (key !== '') passages.push({ from, to, mark: person.mark, name, initials: initialsOf(name) })
      }
      showAuthors(editor.view, passages)
      setPeople([...found.values()])
      if (found.has('?') && performance.now() - askedAt.current > ASK_AGAIN_MS) ask()
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    editor.registerPlugin(
      authorMarks(() => {
        clearTimeout(timer)
        timer = setTimeout(look, CALM_MS)
      }),
    )
    look()
    return () => {
      clearTimeout(timer)
      if (!editor.isDestroyed) editor.unregisterPlugin(authorsKey)
    }
  }, [authors, editor, self.id, self.name, t, ask])

  if (failed) return <p role="alert">{t('keeping:authors.failed')}</p>
  if (!authors) return <p role="status">{t('keeping:authors.loading')}</p>
  return (
    <section className="author-legend" aria-label={t('keeping:authors.legend')}>
      <h2>{t('keeping:authors.legend')}</h2>
      <ul>
        {people.map(({ key, name, letters, mark }) => (
          <li key={key}>
            {key !== '' && (
              <span className={`author-initials author-${mark}`} aria-hidden="true">
                {initialsOf(name)}
              </span>
            )}
            <span className={key === '' ? undefined : `author-mark author-${mark}`}>{name}</span>
            <span className="author-letters">{t('keeping:authors.letters', { count: letters })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
