import type { Editor } from '@tiptap/core'
import { useSyncExternalStore } from 'react'

/** The editor of the page, for what stands beside it: comments and authors are loaded later and on their own. */
let here: Editor | null = null
const listeners = new Set<() => void>()

export function announceEditor(editor: Editor | null): void {
  if (editor === here) return
  here = editor
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null until the document has come alive, and without scripts. */
export function useEditorHere(): Editor | null {
  return useSyncExternalStore(
    subscribe,
    () => here,
    () => null,
  )
}
