import { Extension, type Editor } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import type { PersonHere } from './use-people'

/** Somebody is being named: the place of what is typed, and who it may be. */
export interface Naming {
  from: number
  to: number
  matches: PersonHere[]
  /** Which of them Enter takes. */
  index: number
}

interface State {
  naming: Naming | null
  /** Where one has said that no list is wanted. */
  dismissed: number | null
}

const KEY = new PluginKey<State>('mentions')
const MOST = 6
/** An at-sign at the beginning of a word, and what has been typed of a name. */
const TYPED = /(?:^|[\s(])@([\p{L}\p{N}'-]{0,30}(?: [\p{L}\p{N}'-]{1,30})?)$/u

const small = (text: string) => text.toLocaleLowerCase('nb')

/** People of whose name a word begins with what is typed, each once. */
export function matching(people: readonly PersonHere[], typed: string): PersonHere[] {
  const wanted = small(typed)
  const found = new Map<string, PersonHere>()
  for (const person of people) {
    const name = small(person.name)
    if (name.startsWith(wanted) || name.split(/\s+/).some(word => word.startsWith(wanted)))
      found.set(person.id, found.get(person.id) ?? person)
  }
  return [...found.values()].slice(0, MOST)
}

function namingIn({ selection }: EditorState, people: readonly PersonHere[]): Naming | null {
  const { $from, empty, from: to } = selection
  if (!empty || !$from.parent.isTextblock) return null
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - 64),
    $from.parentOffset,
    undefined,
    ' ',
  )
  const typed = TYPED.exec(before)?.[1]
  if (typed === undefined) return null
  const matches = matching(people, typed)
  return matches.length > 0 ? { from: to - typed.length - 1, to, matches, index: 0 } : null
}

export interface MentionOptions {
  /** Who is in the room, and who else may read. */
  people: () => readonly PersonHere[]
}

/** An at-sign opens a list of people; arrows choose, Enter or Tab takes, Escape closes. */
export const Mentions = Extension.create<MentionOptions>({
  name: 'mentions',
  // Before anything else that Enter and Tab do.
  priority: 1100,

  addOptions: () => ({ people: () => [] }),

  addProseMirrorPlugins() {
    const { editor, options } = this
    return [
      new Plugin<State>({
        key: KEY,
        state: {
          init: () => ({ naming: null, dismissed: null }),
          apply: (tr, before, _old, state) => {
            const said = tr.getMeta(KEY) as { index?: number; dismiss?: true } | undefined
            const typed = tr.docChanged && !tr.selectionSet
            if (said?.dismiss) return { naming: null, dismissed: before.naming?.from ?? null }
            if (said?.index !== undefined && before.naming)
              return { ...before, naming: { ...before.naming, index: said.index } }
            if (!tr.docChanged && !tr.selectionSet) return before
            const naming = editor.isEditable ? namingIn(state, options.people()) : null
            // What the others write does not open a list; it may move an open one.
            if (naming === null) return { naming: null, dismissed: null }
            if (naming.from === before.dismissed) return { naming: null, dismissed: before.dismissed }
            const index = typed ? Math.min(before.naming?.index ?? 0, naming.matches.length - 1) : 0
            return { naming: { ...naming, index }, dismissed: null }
          },
        },
        props: {
          handleKeyDown: (_view, event) => pressed(editor, event.key),
          handleDOMEvents: { blur: () => dismiss(editor) },
        },
      }),
    ]
  },
})

export const namingOf = (editor: Editor): Naming | null => KEY.getState(editor.state)?.naming ?? null

function dismiss(editor: Editor): boolean {
  if (namingOf(editor)) editor.view.dispatch(editor.state.tr.setMeta(KEY, { dismiss: true }))
  return false
}

function pressed(editor: Editor, key: string): boolean {
  const naming = namingOf(editor)
  if (!naming) return false
  const { matches, index } = naming
  const choose = (next: number) =>
    editor.view.dispatch(editor.state.tr.setMeta(KEY, { index: (next + matches.length) % matches.length }))
  const person = matches[index]
  if (key === 'ArrowDown') choose(index + 1)
  else if (key === 'ArrowUp') choose(index - 1)
  else if (key === 'Escape') dismiss(editor)
  else if ((key === 'Enter' || key === 'Tab') && person) mention(editor, person)
  else return false
  return true
}

/** Puts somebody's name in the place of what has been typed of it. */
export function mention(editor: Editor, { id, name }: PersonHere): void {
  const naming = namingOf(editor)
  if (!naming) return
  editor
    .chain()
    .focus()
    .insertContentAt({ from: naming.from, to: naming.to }, [
      { type: 'mention', attrs: { id, label: name.slice(0, 120) } },
      { type: 'text', text: ' ' },
    ])
    .run()
}
