import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc, Transaction } from 'yjs'
import { FIELD } from '~server/domain/documents/content'
import { somebody } from './caret'
import { plenumCount } from './plenum-labels'

const FIRST_AFTER = 2_000
/** At most so often, however much is written. */
const AT_MOST_EVERY = 10_000
const MARKED_AFTER = 600

export interface Heard {
  names: string[]
  /** How many blocks there are more than when something was said last. */
  blocks: number
}

/** Whose writing a transaction of the others brings: those whose clocks have gone on. */
export function writersOf(
  { beforeState, afterState }: Transaction,
  awareness: Awareness,
  self: string,
): string[] {
  const names = new Set<string>()
  for (const [client, clock] of afterState) {
    if (clock <= (beforeState.get(client) ?? 0)) continue
    const user: unknown = awareness.getStates().get(client)?.['user']
    if (user !== undefined && somebody(user).id !== self) names.add(somebody(user).name)
  }
  return [...names]
}

/** Listens to what the others write and tells it in sums, never key by key. */
export function listen(
  doc: Doc,
  { awareness, self }: { awareness: Awareness; self: string },
  tell: (heard: Heard) => void,
): () => void {
  const body = doc.getXmlFragment(FIELD)
  const names = new Set<string>()
  let blocks = body.length
  let timer: ReturnType<typeof setTimeout> | null = null
  let toldAt = 0
  const sum = () => {
    timer = null
    toldAt = Date.now()
    if (names.size > 0) tell({ names: [...names], blocks: body.length - blocks })
    names.clear()
    blocks = body.length
  }
  const hear = (transaction: Transaction) => {
    if (transaction.local) return
    for (const name of writersOf(transaction, awareness, self)) names.add(name)
    timer ??= setTimeout(sum, Math.max(FIRST_AFTER, toldAt + AT_MOST_EVERY - Date.now()))
  }
  doc.on('afterTransaction', hear)
  return () => {
    doc.off('afterTransaction', hear)
    if (timer !== null) clearTimeout(timer)
  }
}

interface NewsProps {
  editor: Editor
  doc: Doc
  awareness: Awareness
  self: string
  on: boolean
}

/** One sentence at a time for whoever listens: who writes, how much has come, and how many blocks go to the plenum. */
export function useNews({ editor, doc, awareness, self, on }: NewsProps): string {
  const { t } = useTranslation('documents')
  const [said, setSaid] = useState('')
  const marked = useEditorState({ editor, selector: ({ editor: now }) => plenumCount(now) })
  const before = useRef(marked)

  useEffect(() => {
    if (!on) return undefined
    return listen(doc, { awareness, self }, ({ names: [first = '', second = '', ...more], blocks }) => {
      const who =
        second === ''
          ? t('news.one', { name: first })
          : more.length === 0
            ? t('news.two', { name: first, other: second })
            : t('news.more', { name: first, count: more.length + 1 })
      setSaid(blocks > 0 ? t('news.blocks', { who, count: blocks }) : who)
    })
  }, [doc, awareness, self, on, t])

  useEffect(() => {
    if (before.current === marked) return undefined
    const timer = setTimeout(() => {
      before.current = marked
      setSaid(marked === 0 ? t('plenum.none') : t('plenum.count', { count: marked }))
    }, MARKED_AFTER)
    return () => clearTimeout(timer)
  }, [marked, t])

  return said
}
