import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { passageOf } from './places'

interface Passage {
  id: string
  from: string
  to: string
}

interface Shown {
  passages: readonly Passage[]
  active: string | null
  marks: DecorationSet
}

const key = new PluginKey<Shown>('comments')
const CALM_MS = 250

/** Tints the passages that are talked about. Where they are is looked up anew when the writing rests, never at a key. */
export function commentMarks(onPick: (threadId: string) => void): Plugin<Shown> {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => ({ passages: [], active: null, marks: DecorationSet.empty }),
      apply(tr, before, _old, state) {
        const told = tr.getMeta(key) as Partial<Shown> | undefined
        if (told) {
          const next = { ...before, ...told }
          return { ...next, marks: marksOf(state, next) }
        }
        return tr.docChanged ? { ...before, marks: before.marks.map(tr.mapping, tr.doc) } : before
      },
    },
    props: {
      decorations: state => key.getState(state)?.marks,
      handleClick(view, position) {
        const [found] = key.getState(view.state)?.marks.find(position, position) ?? []
        if (found) onPick((found.spec as { thread: string }).thread)
        return false
      },
    },
    view: () => {
      let timer: ReturnType<typeof setTimeout> | undefined
      return {
        update(view, before) {
          if (view.state.doc === before.doc) return
          clearTimeout(timer)
          timer = setTimeout(() => showComments(view, {}), CALM_MS)
        },
        destroy: () => clearTimeout(timer),
      }
    },
  })
}

export function showComments(
  view: EditorView,
  told: { passages?: readonly Passage[]; active?: string | null },
): void {
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, told).setMeta('addToHistory', false))
}

export const commentsKey = key

function marksOf(
  state: EditorState,
  { passages, active }: Pick<Shown, 'passages' | 'active'>,
): DecorationSet {
  const marks = passages.flatMap(passage => {
    const place = passageOf(state, passage)
    if (!place) return []
    const attributes = { class: 'comment-mark', ...(passage.id === active && { 'data-active': 'true' }) }
    return [Decoration.inline(place.from, place.to, attributes, { thread: passage.id })]
  })
  return DecorationSet.create(state.doc, marks)
}
