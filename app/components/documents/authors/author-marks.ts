import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

/** A passage of one person; `mark` is the number of their colour and line. */
export interface AuthorPassage {
  from: number
  to: number
  mark: number
  name: string
  initials: string
}

export const authorsKey = new PluginKey<DecorationSet>('authors')

/** Colours passages and puts a person's initials where theirs begin. */
export function authorMarks(onChange: () => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: authorsKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before, _old, state) {
        const passages = tr.getMeta(authorsKey) as readonly AuthorPassage[] | undefined
        if (passages) return DecorationSet.create(state.doc, passages.flatMap(decorated))
        return tr.docChanged ? before.map(tr.mapping, tr.doc) : before
      },
    },
    props: { decorations: state => authorsKey.getState(state) },
    view: () => ({
      update(view, before) {
        if (view.state.doc !== before.doc) onChange()
      },
    }),
  })
}

export function showAuthors(view: EditorView, passages: readonly AuthorPassage[]): void {
  if (!view.isDestroyed)
    view.dispatch(view.state.tr.setMeta(authorsKey, passages).setMeta('addToHistory', false))
}

function decorated({ from, to, mark, name, initials }: AuthorPassage): Decoration[] {
  const label = (): HTMLElement => {
    const element = document.createElement('span')
    element.className = `author-initials author-${mark}`
    element.textContent = initials
    // In the middle of a sentence it would only disturb; the legend says it in words.
    element.setAttribute('aria-hidden', 'true')
    return element
  }
  return [
    Decoration.widget(from, label, { side: -1, ignoreSelection: true, key: `${mark} ${initials}` }),
    Decoration.inline(from, to, { class: `author-mark author-${mark}`, title: name }),
  ]
}
