import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Dropcursor } from '@tiptap/extensions/drop-cursor'
import { Gapcursor } from '@tiptap/extensions/gap-cursor'
import { Placeholder } from '@tiptap/extensions/placeholder'
import type { Extensions } from '@tiptap/react'
import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import { contentExtensions, FIELD } from '~server/domain/documents/content'
import { renderCaret, renderSelection } from './caret'
import { Find } from './find'
import { Mentions } from './mentions'
import type { Panel } from './panels'
import { PlenumLabels } from './plenum-labels'
import { ReachedTables } from './reached-tables'
import { Shortcuts } from './shortcuts'
import { peopleIn, type PersonHere } from './use-people'

export interface EditorSetup {
  doc: Doc
  awareness: Awareness
  person: { id: string; name: string }
  placeholder: string
  emptyTask: string
  /** What stands at a block that goes to the plenum. */
  plenum: string
  onPanel: (panel: Panel) => void
  /** Who may read the document, as the page knows it. */
  people: readonly PersonHere[]
}

/** The schema, writing together, and a prompt where nothing is written. Undo takes back one's own changes only. */
export function editorExtensions({
  doc,
  awareness,
  person,
  placeholder,
  emptyTask,
  plenum,
  onPanel,
  people,
}: EditorSetup): Extensions {
  return [
    ...contentExtensions({ emptyTask }),
    Mentions.configure({ people: () => [...peopleIn(awareness, person.id), ...people] }),
    Shortcuts.configure({ open: onPanel }),
    PlenumLabels.configure({ label: plenum }),
    Find,
    ReachedTables,
    Gapcursor,
    Dropcursor.configure({ color: false, class: 'live-dropcursor' }),
    Collaboration.configure({ document: doc, field: FIELD }),
    CollaborationCaret.configure({
      provider: { awareness },
      user: { id: person.id, name: person.name },
      render: renderCaret,
      selectionRender: renderSelection,
    }),
    Placeholder.configure({ placeholder, showOnlyWhenEditable: true }),
  ]
}
