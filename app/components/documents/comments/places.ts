import type { EditorState } from '@tiptap/pm/state'
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import { decodeRelativePosition, encodeRelativePosition, type Doc, type XmlFragment } from 'yjs'

interface Sync {
  doc: Doc
  type: XmlFragment
  binding: { mapping: Parameters<typeof absolutePositionToRelativePosition>[2] } | null
}

const syncOf = (state: EditorState): Sync | undefined => ySyncPluginKey.getState(state) as Sync | undefined

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))

/** Where something stands, said so that it stays right whatever others write around it. */
export function placeAt(state: EditorState, position: number): string | null {
  const sync = syncOf(state)
  if (!sync?.binding) return null
  const relative: unknown = absolutePositionToRelativePosition(position, sync.type, sync.binding.mapping)
  return toBase64(encodeRelativePosition(relative as Parameters<typeof encodeRelativePosition>[0]))
}

/** @returns null when the text is gone */
export function passageOf(
  state: EditorState,
  { from, to }: { from: string; to: string },
): { from: number; to: number } | null {
  const sync = syncOf(state)
  if (!sync?.binding) return null
  const { doc, type, binding } = sync
  const [start, end] = [from, to].map(place =>
    relativePositionToAbsolutePosition(doc, type, decodeRelativePosition(fromBase64(place)), binding.mapping),
  )
  if (start == null || end == null || start >= end) return null
  const last = state.doc.content.size
  return end > last || state.doc.textBetween(start, end, ' ').trim() === '' ? null : { from: start, to: end }
}
