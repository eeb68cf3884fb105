import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { forgetKept, keepText, keptText } from '~/lib/kept-texts'
import type { PointKind } from '~server/domain/gatherings/rounds/schema'

/** After a pause in typing, and again when the server did not answer. */
const PAUSE_MS = 700
const AGAIN_MS = 4_000
const SENT_WITHIN_MS = 15_000

export interface Point {
  id: string
  kind: PointKind
  /** Which of the questions, from 0. */
  prompt: number
  /** As the server has it. */
  text: string
}

/** Where the words of a point are; null = there are none. */
export type PointState = 'device' | 'sending' | 'saved' | 'unsent' | null

/**
 * A point that is kept on this device with every key and saved on the server after a pause, again and again until the server
 * has it.
 *
 * @param address where it is saved
 * @param person whose it is: what is kept here goes when that person signs out
 */
export function useKeptPoint(
  { id, kind, prompt, text }: Point,
  address: string,
  person: string,
): { state: PointState; typed: () => void; area: RefObject<HTMLTextAreaElement> } {
  const area = useRef<HTMLTextAreaElement>(null)
  /** What the server does not have; null = it has everything. */
  const [unsaved, setUnsaved] = useState<string | null>(null)
  const [state, setState] = useState<PointState>(text === '' ? null : 'saved')
  const [tries, setTries] = useState(0)
  const page = `${address}#${id}`

  useEffect(() => {
    const found = keptText(person, page)
    if (found === null || area.current === null) return
    if (found === text) {
      forgetKept(person, page)
      return
    }
    area.current.value = found
    setUnsaved(found)
    setState('device')
  }, [person, page, text])

  const typed = useCallback(() => {
    const words = area.current?.value ?? ''
    keepText(person, page, words)
    setUnsaved(words)
    setTries(0)
    setState('device')
  }, [person, page])

  // One after another: an answer that took long must not put older words over newer ones.
  const before = useRef<Promise<void>>(Promise.resolve())
  useEffect(() => {
    if (unsaved === null) return
    let over = false
    const overtaken = (): boolean => over
    const send = async (): Promise<void> => {
      if (overtaken()) return
      setState('sending')
      const saved = await savePoint(address, { id, kind, prompt, text: unsaved })
      if (overtaken()) return
      if (saved) {
        forgetKept(person, page)
        setUnsaved(null)
        setState('saved')
      } else {
        setState('unsent')
        setTries(tried => tried + 1)
      }
    }
    const start = (): void => {
      before.current = before.current.then(send)
    }
    const waiting = setTimeout(start, tries > 0 ? AGAIN_MS : PAUSE_MS)
    return () => {
      over = true
      clearTimeout(waiting)
    }
  }, [unsaved, tries, address, person, page, id, kind, prompt])

  // Whoever leaves the page in the middle of a word has it saved all the same; it stays here until that is certain.
  const left = useRef<string | null>(null)
  left.current = unsaved
  useEffect(() => {
    const leave = (): void => {
      if (left.current !== null) void savePoint(address, { id, kind, prompt, text: left.current })
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [address, id, kind, prompt])

  return { state, typed, area }
}

async function savePoint(address: string, point: Point): Promise<boolean> {
  const body = new URLSearchParams({
    pointId: point.id,
    kind: point.kind,
    prompt: String(point.prompt),
    text: point.text,
  })
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body,
      keepalive: true,
      signal: AbortSignal.timeout(SENT_WITHIN_MS),
    })
    return answer.ok
  } catch {
    return false
  }
}
