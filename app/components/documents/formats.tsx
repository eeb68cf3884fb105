import { BulletListIcon, NumberListIcon, TasklistIcon } from '@navikt/aksel-icons'
import type { ChainedCommands, Editor } from '@tiptap/react'
import type { ReactNode } from 'react'

export type FormatName =
  'bold' | 'italic' | 'heading' | 'subheading' | 'bulletList' | 'orderedList' | 'taskList' | 'blockquote'

export interface Format {
  name: FormatName
  icon?: ReactNode
  /** The letter of the language that stands for it where there is no icon. */
  letter?: 'bold' | 'italic' | 'heading' | 'subheading' | 'blockquote'
  /** What marks it as on. */
  active: (editor: Editor) => boolean
  run: (chain: ChainedCommands) => ChainedCommands
}

/** What one can do to the text, in the order of the toolbar. */
export const FORMATS: readonly Format[] = [
  {
    name: 'bold',
    letter: 'bold',
    active: editor => editor.isActive('bold'),
    run: chain => chain.toggleBold(),
  },
  {
    name: 'italic',
    letter: 'italic',
    active: editor => editor.isActive('italic'),
    run: chain => chain.toggleItalic(),
  },
  {
    name: 'heading',
    letter: 'heading',
    active: editor => editor.isActive('heading', { level: 2 }),
    run: chain => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'subheading',
    letter: 'subheading',
    active: editor => editor.isActive('heading', { level: 3 }),
    run: chain => chain.toggleHeading({ level: 3 }),
  },
  {
    name: 'bulletList',
    icon: <BulletListIcon aria-hidden="true" />,
    active: editor => editor.isActive('bulletList'),
    run: chain => chain.toggleBulletList(),
  },
  {
    name: 'orderedList',
    icon: <NumberListIcon aria-hidden="true" />,
    active: editor => editor.isActive('orderedList'),
    run: chain => chain.toggleOrderedList(),
  },
  {
    name: 'taskList',
    icon: <TasklistIcon aria-hidden="true" />,
    active: editor => editor.isActive('taskList'),
    run: chain => chain.toggleTaskList(),
  },
  {
    name: 'blockquote',
    letter: 'blockquote',
    active: editor => editor.isActive('blockquote'),
    run: chain => chain.toggleBlockquote(),
  },
]
