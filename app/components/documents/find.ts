import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

interface Place {
  from: number
  to: number
}

interface Found {
  query: string
  places: Place[]
  /** Which of the places one is at; -1 when there are none. */
  current: number
}

const NOTHING: Found = { query: '', places: [], current: -1 }
const KEY = new PluginKey<Found>('find')
/** Stands for what is no letter, so that places in the text are places in the document. */
const NO_LETTER = '\ufffc'

/** Where the words stand, whatever case they are written in. Words do not reach over the end of a paragraph. */
export function placesOf(doc: Node, query: string): Place[] {
  const wanted = query.toLocaleLowerCase('nb')
  const places: Place[] = []
  if (wanted.trim() === '') return places
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const text = lower(node.textBetween(0, node.content.size, undefined, NO_LETTER))
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      places.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length })
    return false
  })
  return places
}

/** Letters that become two when small are left as they are: the places must stay the same. */
function lower(text: string): string {
  const small = text.toLocaleLowerCase('nb')
  return small.length === text.length ? small : text
}

function highlights({ doc }: EditorState, { places, current }: Found): DecorationSet {
  return DecorationSet.create(
    doc,
    places.map(({ from, to }, index) =>
      Decoration.inline(from, to, {
        class: index === current ? 'live-found live-found--here' : 'live-found',
      }),
    ),
  )
}

/** Finding words in the text. Only shows; nothing of it is in the document. */
export const Find = Extension.create({
  name: 'find',

  addProseMirrorPlugins() {
    return [
      new Plugin<Found>({
        key: KEY,
        state: {
          init: () => NOTHING,
          apply: (tr, before) => {
            const asked = tr.getMeta(KEY) as Partial<Found> | undefined
            if (asked === undefined && !(tr.docChanged && before.query !== '')) return before
            const query = asked?.query ?? before.query
            const places = placesOf(tr.doc, query)
            const wanted = asked?.current ?? before.current
            const current = places.length === 0 ? -1 : Math.max(0, Math.min(wanted, places.length - 1))
            return { query, places, current }
          },
        },
        props: {
          decorations: state => {
            const found = KEY.getState(state)
            return found === undefined || found.query === '' ? null : highlights(state, found)
          },
        },
      }),
    ]
  },
})

export function foundIn(editor: Editor): Found {
  return KEY.getState(editor.state) ?? NOTHING
}

/** Looks for words, from where the caret stands. */
export function find(editor: Editor, query: string): void {
  const { state, view } = editor
  const after = placesOf(state.doc, query).findIndex(({ from }) => from >= state.selection.from)
  view.dispatch(state.tr.setMeta(KEY, { query, current: Math.max(0, after) }))
  show(editor)
}

/** To the next place, or the one before; round at the ends. */
export function step(editor: Editor, by: 1 | -1): void {
  const { places, current } = foundIn(editor)
  if (places.length === 0) return
  const next = (current + by + places.length) % places.length
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { current: next }))
  show(editor)
}

/** Ends the search with the caret at the place one has found. */
export function endFind(editor: Editor): void {
  const { state, view } = editor
  const place = foundIn(editor).places[foundIn(editor).current]
  const { tr } = state
  if (place) tr.setSelection(TextSelection.create(tr.doc, place.from, place.to))
  view.dispatch(tr.setMeta(KEY, NOTHING))
}

function show({ view }: Editor): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  view.dom
    .querySelector('.live-found--here')
    ?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
}
